import {
  addMonths,
  type CalendarDate,
  type CitReturn,
  type FinancialStatement,
  type IndicatorValue,
  type Month,
  monthsBetween,
  QUARTER_WINDOWS,
} from '@xinqiao/contracts';
import { type ByClosing, byClosing, flowOver, newestClosing } from './cumulative.ts';
import { amountFigure, growthFigure, hundredths, ratioFigure } from './figure.ts';
import { type Formula, type Formulas, formulasOf, over, state } from './formula.ts';
import { monthOfDate } from './window.ts';

interface Facts<Row> {
  readonly rows: ByClosing<Row>;
  /** Closing month of the newest period that still stands for today. */
  readonly end: Month | undefined;
  readonly asOf: CalendarDate;
}

const revenueOf = ({ revenue }: { readonly revenue: string }): bigint => hundredths(revenue);

const ratio = (part: string, whole: string) => ratioFigure(hundredths(part), hundredths(whole));

/** A row that is missing makes a figure null by itself, so they read the state only. */
const READS_STATE = (): number => 0;

/** A figure over the months that end with the newest period. */
const flow = <Row>({ rows, end }: Facts<Row>, months: number, figure: (row: Row) => bigint) =>
  end === undefined ? undefined : flowOver(rows, end, months, figure);

const flows = <Row>(base: string, figure: (row: Row) => string): Formulas<Facts<Row>> =>
  over<Facts<Row>>(
    base,
    QUARTER_WINDOWS,
    (facts, months) => {
      const sum = flow(facts, months, (row) => hundredths(figure(row)));
      return sum === undefined ? null : amountFigure(sum);
    },
    READS_STATE,
  );

const margins = <Row extends { readonly revenue: string }>(
  base: string,
  part: (row: Row) => bigint,
): Formulas<Facts<Row>> =>
  over<Facts<Row>>(
    base,
    QUARTER_WINDOWS,
    (facts, months) => {
      const earned = flow(facts, months, part);
      const revenue = flow(facts, months, revenueOf);
      return earned === undefined || revenue === undefined ? null : ratioFigure(earned, revenue);
    },
    READS_STATE,
  );

const revenueGrowth12 = <Row extends { readonly revenue: string }>(): Formula<Facts<Row>> =>
  state(({ rows, end }) => {
    if (end === undefined) return null;
    const later = flowOver(rows, end, 12, revenueOf);
    const earlier = flowOver(rows, addMonths(end, -12), 12, revenueOf);
    return later === undefined || earlier === undefined ? null : growthFigure(later, earlier);
  });

interface CitFacts extends Facts<CitReturn> {
  /** Settled years by their December. */
  readonly annual: ByClosing<CitReturn>;
  /** The latest of them within 24 months. */
  readonly settled: CitReturn | undefined;
}

function citFacts(returns: readonly CitReturn[], asOf: CalendarDate): CitFacts {
  // What is settled (汇算清缴) replaces what was prepaid for the same months.
  const rows = byClosing(returns, asOf, ({ kind }) => (kind === 'ANNUAL' ? 1 : 0));
  const annual = new Map([...rows].filter(([, { kind }]) => kind === 'ANNUAL'));
  const latest = newestClosing(annual, asOf, 24);
  return {
    rows,
    end: newestClosing(rows, asOf),
    asOf,
    annual,
    settled: latest === undefined ? undefined : annual.get(latest),
  };
}

/** Indicators of `tax.cit-returns`. Revenue, cost and profit of a return run since the begin of its year. */
export const citFormulas = formulasOf<'tax.cit-returns', CitFacts>(citFacts, {
  ...flows<CitReturn>('citRevenue', ({ revenue }) => revenue),
  ...flows<CitReturn>('citProfit', ({ profit }) => profit),
  ...margins<CitReturn>('citProfitMargin', ({ profit }) => hundredths(profit)),
  citRevenueGrowth12: revenueGrowth12<CitReturn>(),
  citTaxPayable: state(({ settled }) => settled?.taxPayable ?? null),
  citBurden: state(({ settled }) => (settled ? ratio(settled.taxPayable, settled.revenue) : null)),
  citLossYears: {
    reads: ({ asOf }) => monthsBetween(firstOfThreeYears(asOf), monthOfDate(asOf)),
    value: ({ annual, settled, asOf }) => {
      const years = [...annual].filter(([month]) => month > firstOfThreeYears(asOf));
      const closed = years.map(([month]) => Number(month.slice(0, 4)));
      const isWhole = Math.max(...closed) - Math.min(...closed) + 1 === closed.length;
      if (settled === undefined || !isWhole) return null;
      return years.filter(([, { profit }]) => profit.startsWith('-')).length;
    },
  },
});

const firstOfThreeYears = (asOf: CalendarDate): Month => `${Number(asOf.slice(0, 4)) - 3}-01`;

type StatementFacts = Facts<FinancialStatement>;

function statementFacts(statements: readonly FinancialStatement[], asOf: CalendarDate): StatementFacts {
  const rows = byClosing(statements, asOf, ({ kind }) => (kind === 'YEAR' ? 1 : 0));
  return { rows, end: newestClosing(rows, asOf), asOf };
}

const latest = (value: (statement: FinancialStatement) => IndicatorValue): Formula<StatementFacts> =>
  state(({ rows, end }) => {
    const statement = end === undefined ? undefined : rows.get(end);
    return statement ? value(statement) : null;
  });

/** Indicators of `tax.financial-statements`. */
export const statementFormulas = formulasOf<'tax.financial-statements', StatementFacts>(statementFacts, {
  currentRatio: latest(({ currentAssets, currentLiabilities }) => ratio(currentAssets, currentLiabilities)),
  debtRatio: latest(({ totalLiabilities, totalAssets }) => ratio(totalLiabilities, totalAssets)),
  netMargin: latest(({ netProfit, revenue }) => ratio(netProfit, revenue)),
  ownersEquity: latest(({ equity }) => equity),
  totalAssetsGrowth12: state(({ rows, end }) => {
    const later = end === undefined ? undefined : rows.get(end);
    const earlier = end === undefined ? undefined : rows.get(addMonths(end, -12));
    return later && earlier
      ? growthFigure(hundredths(later.totalAssets), hundredths(earlier.totalAssets))
      : null;
  }),
  ...flows<FinancialStatement>('statementRevenue', ({ revenue }) => revenue),
  ...flows<FinancialStatement>('statementNetProfit', ({ netProfit }) => netProfit),
  ...margins<FinancialStatement>('netMargin', ({ netProfit }) => hundredths(netProfit)),
  ...margins<FinancialStatement>(
    'grossMargin',
    ({ revenue, cost }) => hundredths(revenue) - hundredths(cost),
  ),
  statementRevenueGrowth12: revenueGrowth12<FinancialStatement>(),
});
