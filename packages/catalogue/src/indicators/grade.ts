import type { Formulas } from './formula.ts';

/** Indicators of `tax.credit-grades`. */
export const gradeFormulas = {
  /**
   * Grade of the latest assessed year that had ended on `asOf`. State on `asOf`. Null when there is none.
   * Where a year occurs twice (复评, 修复), the later row in the list counts.
   */
  taxCreditGrade: {
    months: 0,
    value: (grades, asOf) =>
      grades
        .filter(({ year }) => year < Number(asOf.slice(0, 4)))
        .reduce<(typeof grades)[number] | null>(
          (latest, grade) => (latest && latest.year > grade.year ? latest : grade),
          null,
        )?.grade ?? null,
  },
} as const satisfies Formulas<'tax.credit-grades'>;
