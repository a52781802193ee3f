import {
  type CalendarDate,
  GAP_WINDOWS,
  GROWTH_WINDOWS,
  type HousingFundMonth,
  type IndicatorValue,
  type SocialInsuranceMonth,
  type UtilityMonth,
  WINDOWS,
  YEAR_ON_YEAR_WINDOWS,
} from '@xinqiao/contracts';
import { amountFigure, countFigure, greatest, growthFigure, hundredths } from './figure.ts';
import { type Formulas, formulasOf, over, state } from './formula.ts';
import {
  earlier,
  last,
  longestGap,
  monthsAgo,
  positiveMonths,
  Series,
  type Span,
  seriesOf,
} from './series.ts';

/** How old the newest month may be to stand for today: it is delivered up to 30 days after its end. */
const NEWEST = last(3);

/** The longest window, which may end a month earlier. */
const KEPT = last(Math.max(...WINDOWS) + 1);

/** A last month without a row is not told yet, and never taken for zero: then a window ends a month earlier. */
const lag = (told: Series): number => (told.has(1) ? 0 : 1);

/** A family over the last months that are told. */
const overTold = <Facts>(
  base: string,
  windows: readonly number[],
  told: (facts: Facts) => Series,
  value: (facts: Facts, window: Span) => IndicatorValue,
): Formulas<Facts> =>
  over<Facts>(
    base,
    windows,
    (facts, months) => value(facts, earlier(last(months), lag(told(facts)))),
    (months, facts) => months + lag(told(facts)),
  );

/** The newest month with a row, in months ago; undefined when there is none of late. */
const newestOf = (series: Series): number | undefined => series.monthsIn(NEWEST)[0];

const newest = (series: Series): IndicatorValue => {
  const ago = newestOf(series);
  return ago === undefined ? null : countFigure(series.get(ago));
};

/** A family: the newest month against the month that many months earlier. */
const change = <Facts>(base: string, of: (facts: Facts) => Series): Formulas<Facts> =>
  over<Facts>(
    base,
    WINDOWS,
    (facts, months) => {
      const series = of(facts);
      const ago = newestOf(series);
      if (ago === undefined || !series.has(ago + months)) return null;
      return growthFigure(series.get(ago), series.get(ago + months));
    },
    (months, facts) => months + (newestOf(of(facts)) ?? 1),
  );

interface PaidFacts {
  readonly persons: Series;
  readonly paid: Series;
  readonly unpaid: Series;
}

const ofPaid = (
  base: string,
  windows: readonly number[],
  value: (facts: PaidFacts, window: Span) => IndicatorValue,
): Formulas<PaidFacts> => overTold(base, windows, ({ paid }) => paid, value);

const paidSum = (base: string, of: 'paid' | 'unpaid') =>
  ofPaid(base, WINDOWS, (facts, window) => amountFigure(facts[of].sumOver(window)));

const paidMonths = (base: string) =>
  ofPaid(base, WINDOWS, ({ paid }, window) => positiveMonths(paid, window));

/** A month without a row before one that is told is a month without payment (断缴). */
const paidGap = (base: string) =>
  ofPaid(base, GAP_WINDOWS, ({ paid }, window) => longestGap(window, (ago) => paid.get(ago) > 0n));

const insurance = (rows: readonly SocialInsuranceMonth[], asOf: CalendarDate): PaidFacts => {
  const ago = ({ month }: SocialInsuranceMonth) => monthsAgo(month, asOf);
  const paid = seriesOf(rows, ago, (row) => hundredths(row.paid));
  const due = seriesOf(rows, ago, (row) => hundredths(row.due));
  return {
    persons: seriesOf(rows, ago, ({ insured }) => hundredths(insured)),
    paid,
    unpaid: new Series(new Map(due.monthsIn(KEPT).map((at) => [at, greatest([due.get(at) - paid.get(at)])]))),
  };
};

/** Indicators of `social.insurance`. Rows of a month, as of several places of work, are added. */
export const insuranceFormulas = formulasOf<'social.insurance', PaidFacts>(insurance, {
  insured: state(({ persons }) => newest(persons)),
  ...change<PaidFacts>('insuredChange', ({ persons }) => persons),
  ...paidSum('insurancePaid', 'paid'),
  ...paidSum('insuranceUnpaid', 'unpaid'),
  ...paidMonths('insurancePaidMonths'),
  ...paidGap('longestInsuranceGap'),
});

const fund = (rows: readonly HousingFundMonth[], asOf: CalendarDate): PaidFacts => {
  const ago = ({ month }: HousingFundMonth) => monthsAgo(month, asOf);
  return {
    persons: seriesOf(rows, ago, ({ depositors }) => hundredths(depositors)),
    paid: seriesOf(rows, ago, ({ paid }) => hundredths(paid)),
    unpaid: new Series(new Map()),
  };
};

/** Indicators of `housing-fund.deposits`. */
export const fundFormulas = formulasOf<'housing-fund.deposits', PaidFacts>(fund, {
  depositors: state(({ persons }) => newest(persons)),
  ...change<PaidFacts>('depositorsChange', ({ persons }) => persons),
  ...paidSum('housingFundPaid', 'paid'),
  ...paidMonths('housingFundPaidMonths'),
  ...paidGap('longestHousingFundGap'),
});

type Utility = UtilityMonth['utility'];

interface UtilityFacts {
  readonly used: Readonly<Record<Utility, Series>>;
  readonly billed: Series;
  readonly overdue: Series;
}

const ofBills = (base: string, value: (facts: UtilityFacts, window: Span) => IndicatorValue) =>
  overTold<UtilityFacts>(base, WINDOWS, ({ billed }) => billed, value);

/** Null when fewer months of the base are told than of the later window: it would be no growth. */
const usage = (base: string, utility: Utility): Formulas<UtilityFacts> => {
  const growth = (before: (months: number) => number) =>
    [
      ({ used }: UtilityFacts, months: number) => {
        const series = used[utility];
        const later = earlier(last(months), lag(series));
        const base = earlier(later, before(months));
        const told = series.monthsIn(later).length;
        if (told === 0 || series.monthsIn(base).length < told) return null;
        return growthFigure(series.sumOver(later), series.sumOver(base));
      },
      (months: number, { used }: UtilityFacts) => months + before(months) + lag(used[utility]),
    ] as const;
  return {
    ...over(`${base}Growth`, GROWTH_WINDOWS, ...growth((months) => months)),
    ...over(`${base}YearOnYear`, YEAR_ON_YEAR_WINDOWS, ...growth(() => 12)),
  };
};

const utilities = (rows: readonly UtilityMonth[], asOf: CalendarDate): UtilityFacts => {
  const ago = ({ month }: UtilityMonth) => monthsAgo(month, asOf);
  const used = (utility: Utility): Series =>
    seriesOf(
      rows.filter((row) => row.utility === utility),
      ago,
      ({ quantity }) => hundredths(quantity),
    );
  return {
    used: { WATER: used('WATER'), GAS: used('GAS'), ELECTRICITY: used('ELECTRICITY') },
    billed: seriesOf(rows, ago, ({ billed }) => hundredths(billed)),
    overdue: seriesOf(rows, ago, ({ overdue }) => hundredths(overdue)),
  };
};

/** Indicators of `utility.usage`. */
export const utilityFormulas = formulasOf<'utility.usage', UtilityFacts>(utilities, {
  ...usage('electricity', 'ELECTRICITY'),
  ...usage('water', 'WATER'),
  ...usage('gas', 'GAS'),
  ...ofBills('utilitiesBilled', ({ billed }, window) => amountFigure(billed.sumOver(window))),
  ...ofBills('utilitiesOverdue', ({ overdue }, window) => amountFigure(overdue.sumOver(window))),
  ...ofBills('utilityOverdueMonths', ({ overdue }, window) => positiveMonths(overdue, window)),
});
