import type { DataItemRecords, TaxCreditGradeLetter } from '@xinqiao/contracts';
import { formulasOf, over, state } from './formula.ts';

const WORST_FIRST: readonly string[] = ['D', 'C', 'M', 'B', 'A'];

/** Place of a grade from 0 (D) to 4 (A). M, new or without revenue, stands between C and B. */
export const gradeRank = (grade: string): number => WORST_FIRST.indexOf(grade);

interface Facts {
  /** Grade by assessed year, years that had ended on `asOf`; of two rows of a year (复评, 修复) the later. */
  readonly byYear: ReadonlyMap<number, TaxCreditGradeLetter>;
  readonly thisYear: number;
}

function prepare(grades: DataItemRecords['tax.credit-grades'], asOf: string): Facts {
  const thisYear = Number(asOf.slice(0, 4));
  const ended = grades.filter(({ year }) => year < thisYear);
  return { thisYear, byYear: new Map(ended.map(({ year, grade }) => [year, grade])) };
}

/** A grade is published in April and in force until the next one is: an older one says nothing of `asOf`. */
const YEARS_IN_FORCE = 2;

const latestYear = ({ byYear }: Facts): number => Math.max(...byYear.keys());

/** The latest year with a grade that may be in force; −∞ without one. */
const yearInForce = ({ byYear, thisYear }: Facts): number =>
  Math.max(...[...byYear.keys()].filter((year) => year >= thisYear - YEARS_IN_FORCE));

/** Indicators of `tax.credit-grades`. */
export const gradeFormulas = formulasOf<'tax.credit-grades', Facts>(prepare, {
  taxCreditGrade: state((facts) => facts.byYear.get(latestYear(facts)) ?? null),
  taxCreditGradeInForce: state((facts) => facts.byYear.get(yearInForce(facts)) ?? null),
  taxCreditGradeStepsDown: state((facts) => {
    const latest = facts.byYear.get(yearInForce(facts));
    const before = facts.byYear.get(yearInForce(facts) - 1);
    return latest && before ? Math.max(0, gradeRank(before) - gradeRank(latest)) : null;
  }),
  ...over<Facts>('worstTaxCreditGrade', [12, 24, 36], ({ byYear, thisYear }, months) => {
    const grades = [...byYear].filter(([year]) => year >= thisYear - months / 12).map(([, grade]) => grade);
    return grades.sort((a, b) => gradeRank(a) - gradeRank(b))[0] ?? null;
  }),
});
