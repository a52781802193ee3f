import {
  type CalendarDate,
  GAP_WINDOWS,
  GROWTH_WINDOWS,
  type InvoiceDirection,
  type InvoiceMonth,
  type InvoiceSummary,
  WINDOWS,
  YEAR_ON_YEAR_WINDOWS,
} from '@xinqiao/contracts';
import { summing } from './events.ts';
import { countFigure, greatest, hundredths, ratioFigure, shortest } from './figure.ts';
import { type Formula, type Formulas, formulasOf, over } from './formula.ts';
import { growthOver, last, longestGap, monthsAgo, positiveMonths, type Series, seriesOf } from './series.ts';

/** Invoices of one direction, by month. */
interface Side {
  readonly count: Series;
  readonly blue: Series;
  readonly red: Series;
  /** Blue less red. */
  readonly net: Series;
  readonly voids: Series;
  /** Valid and void invoices, number. */
  readonly all: Series;
  readonly concentration: InvoiceSummary['concentration'][number] | undefined;
}

type Facts = Readonly<Record<InvoiceDirection, Side>>;

function side(summary: InvoiceSummary, direction: InvoiceDirection, asOf: CalendarDate): Side {
  const rows = summary.months.filter((row) => row.direction === direction);
  const by = (figure: (row: InvoiceMonth) => bigint) =>
    seriesOf(rows, ({ month }) => monthsAgo(month, asOf), figure);
  return {
    count: by(({ count }) => hundredths(count)),
    blue: by(({ amount }) => hundredths(amount)),
    red: by(({ redAmount }) => hundredths(redAmount)),
    net: by(({ amount, redAmount }) => hundredths(amount) - hundredths(redAmount)),
    voids: by(({ voidCount }) => hundredths(voidCount)),
    all: by(({ count, redCount, voidCount }) => hundredths(count + redCount + voidCount)),
    concentration: summary.concentration.find((entry) => entry.direction === direction),
  };
}

/**
 * Counterparties as the summary counted them over the last twelve whole months of its range. Those are the last
 * 12 months whenever the range ends with the day `asOf`, save on the last day of a month, when they end one
 * month later.
 */
const counterparties = (direction: InvoiceDirection): Formula<Facts> => ({
  reads: 12,
  value: (facts) => facts[direction].concentration?.counterparties ?? null,
});

const topTenShare = (direction: InvoiceDirection): Formula<Facts> => ({
  reads: 12,
  value: (facts) => {
    const share = facts[direction].concentration?.topTenShare ?? null;
    return share === null ? null : shortest(share);
  },
});

const growths = (base: string, direction: InvoiceDirection): Formulas<Facts> => ({
  ...over<Facts>(
    `${base}Growth`,
    GROWTH_WINDOWS,
    (facts, months) => growthOver(facts[direction].net, months, months),
    (months) => 2 * months,
  ),
  ...over<Facts>(
    `${base}YearOnYear`,
    YEAR_ON_YEAR_WINDOWS,
    (facts, months) => growthOver(facts[direction].net, months, 12),
    (months) => 12 + months,
  ),
});

const ratio = (
  base: string,
  direction: InvoiceDirection,
  part: 'voids' | 'red',
  whole: 'all' | 'blue',
): Formulas<Facts> =>
  over<Facts>(base, WINDOWS, (facts, months) =>
    ratioFigure(facts[direction][part].sumOver(last(months)), facts[direction][whole].sumOver(last(months))),
  );

const isInvoiced =
  ({ count }: Side) =>
  (ago: number): boolean =>
    count.get(ago) > 0n;

/** Months, gaps, and shares of void and red invoices, of one direction. */
const regularity = (
  direction: InvoiceDirection,
  names: { readonly months: string; readonly gap: string; readonly voids: string; readonly reds: string },
): Formulas<Facts> => ({
  ...over<Facts>(names.months, WINDOWS, (facts, months) =>
    positiveMonths(facts[direction].count, last(months)),
  ),
  ...over<Facts>(names.gap, GAP_WINDOWS, (facts, months) =>
    longestGap(last(months), isInvoiced(facts[direction])),
  ),
  ...ratio(names.voids, direction, 'voids', 'all'),
  ...ratio(names.reds, direction, 'red', 'blue'),
});

/**
 * Indicators of `invoice.summary`.
 *
 * Unlike a tax return, an invoice needs no filing: a month without a row is a month without invoices, a true
 * zero. Net means valid blue invoices less red ones, before tax; void invoices count nowhere but in the shares
 * of void invoices.
 */
export const invoiceFormulas = formulasOf<'invoice.summary', Facts>(
  (summary, asOf) => ({ OUT: side(summary, 'OUT', asOf), IN: side(summary, 'IN', asOf) }),
  {
    ...summing<Facts>('invoicedSales', ({ OUT }) => OUT.net),
    ...growths('invoicedSales', 'OUT'),
    ...regularity('OUT', {
      months: 'invoicedMonths',
      gap: 'longestInvoiceGap',
      voids: 'voidShare',
      reds: 'redShare',
    }),
    ...over<Facts>('presentInvoiceGap', [12, 36], ({ OUT }, months) => {
      const newest = OUT.count.monthsIn(last(months)).find(isInvoiced(OUT));
      return newest === undefined ? months : newest - 1;
    }),
    ...over<Facts>('salesInvoices', WINDOWS, ({ OUT }, months) =>
      countFigure(OUT.count.sumOver(last(months))),
    ),
    ...over<Facts>('busiestMonthShare', [12, 24, 36], ({ OUT }, months) => {
      const amounts = OUT.blue.monthsIn(last(months)).map((ago) => OUT.blue.get(ago));
      return ratioFigure(greatest(amounts), OUT.blue.sumOver(last(months)));
    }),
    customers12: counterparties('OUT'),
    topTenCustomerShare12: topTenShare('OUT'),

    ...summing<Facts>('invoicedPurchases', ({ IN }) => IN.net),
    ...growths('invoicedPurchases', 'IN'),
    ...regularity('IN', {
      months: 'purchaseMonths',
      gap: 'longestPurchaseGap',
      voids: 'purchaseVoidShare',
      reds: 'purchaseRedShare',
    }),
    ...over<Facts>('purchaseSalesRatio', WINDOWS, ({ OUT, IN }, months) =>
      ratioFigure(IN.net.sumOver(last(months)), OUT.net.sumOver(last(months))),
    ),
    suppliers12: counterparties('IN'),
    topTenSupplierShare12: topTenShare('IN'),
  },
);
