import { computeIndicators } from '@xinqiao/catalogue';
import {
  addMonths,
  type CalendarDate,
  type DateRange,
  INDICATORS,
  type IndicatorName,
  type InvoiceDirection,
  type InvoiceSummary,
  lastDayOf,
  monthsBetween,
} from '@xinqiao/contracts';

/** Families of the catalogue, by what a credit officer asks of invoices. */
const FAMILIES: readonly string[] = [
  // How large, how often, how long.
  ...['invoicedSales', 'salesInvoices', 'invoicedMonths'],
  ...['invoicedPurchases', 'purchaseMonths'],
  // Trend.
  ...['invoicedSalesGrowth', 'invoicedPurchasesGrowth'],
  // Breaks, and how recent the last invoice is.
  ...['longestInvoiceGap', 'presentInvoiceGap', 'longestPurchaseGap'],
  // Season.
  'busiestMonthShare',
  // Void and red ones.
  ...['voidShare', 'redShare', 'purchaseVoidShare', 'purchaseRedShare'],
  // Margin.
  'purchaseSalesRatio',
  // On how many it depends.
  ...['customers', 'topTenCustomerShare', 'suppliers', 'topTenSupplierShare'],
];

/** Windows of the families, in months: the last year, and all that the platform keeps. */
export const TABLE_WINDOWS = [12, 36] as const;

const INDICATOR_COLUMNS = FAMILIES.flatMap((base) =>
  TABLE_WINDOWS.map((months) => `${base}${months}`),
).filter((name): name is IndicatorName => Object.hasOwn(INDICATORS, name));

/** Figures that the catalogue does not have, of the months before that of `asOf`. */
const OWN_COLUMNS = {
  /** Coefficient of variation of monthly net sales over the last 12 months; null without positive sales. */
  salesVolatility12: ({ netOf }) => variation(netOf('OUT')),
  /** The same of purchases. */
  purchaseVolatility12: ({ netOf }) => variation(netOf('IN')),
  /** Net sales less net purchases over the last 12 months, in yuan. */
  invoicedSurplus12: ({ netOf }) => sum(netOf('OUT')) - sum(netOf('IN')),
  /** Mean amount of a valid blue sales invoice of the last 12 months, in yuan. */
  meanSalesInvoice12: ({ meanOf }) => meanOf('OUT'),
  /** The same of purchases. */
  meanPurchaseInvoice12: ({ meanOf }) => meanOf('IN'),
  /** Months since the first sales invoice on record; null without one. */
  monthsSinceFirstInvoice: ({ ageOf }) => ageOf('OUT'),
} as const satisfies Record<string, (books: Books) => number | null>;

export const FEATURE_COLUMNS: readonly string[] = [...INDICATOR_COLUMNS, ...Object.keys(OWN_COLUMNS)];

/**
 * Figures of one firm on a day, as text; empty where there is none, or where the files do not reach back far enough.
 *
 * @param covered Days the files speak of.
 */
export function featuresOf(summary: InvoiceSummary, asOf: CalendarDate, covered: DateRange): string[] {
  const indicators = computeIndicators({ 'invoice.summary': summary }, asOf, INDICATOR_COLUMNS, covered);
  const [first, last] = [addMonths(asOf.slice(0, 7), -12), addMonths(asOf.slice(0, 7), -1)];
  const isCovered = covered.from <= `${first}-01` && covered.to >= lastDayOf(last);
  const books = booksOf(summary, asOf);
  const own = Object.values<(books: Books) => number | null>(OWN_COLUMNS).map((figure) =>
    isCovered ? figure(books) : null,
  );
  return [
    ...INDICATOR_COLUMNS.map((name) => String(indicators[name] ?? '')),
    ...own.map((figure) => (figure === null ? '' : String(Number(figure.toFixed(6))))),
  ];
}

interface Books {
  /** Net amounts of the last 12 months, oldest first, in yuan. */
  netOf(direction: InvoiceDirection): number[];
  meanOf(direction: InvoiceDirection): number | null;
  ageOf(direction: InvoiceDirection): number | null;
}

function booksOf({ months }: InvoiceSummary, asOf: CalendarDate): Books {
  const rows = (direction: InvoiceDirection) => months.filter((row) => row.direction === direction);
  const recent = Array.from({ length: 12 }, (_, at) => addMonths(asOf.slice(0, 7), at - 12));
  const isRecent = new Set(recent);
  return {
    netOf: (direction) => {
      const net = new Map(
        rows(direction).map((row) => [row.month, Number(row.amount) - Number(row.redAmount)]),
      );
      return recent.map((month) => net.get(month) ?? 0);
    },
    meanOf: (direction) => {
      const last = rows(direction).filter(({ month }) => isRecent.has(month));
      const count = sum(last.map((row) => row.count));
      return count === 0 ? null : sum(last.map(({ amount }) => Number(amount))) / count;
    },
    ageOf: (direction) => {
      const first = rows(direction).find(({ count }) => count > 0)?.month;
      return first === undefined ? null : monthsBetween(first, asOf.slice(0, 7));
    },
  };
}

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);

function variation(figures: readonly number[]): number | null {
  const mean = sum(figures) / figures.length;
  if (mean <= 0) return null;
  return Math.sqrt(sum(figures.map((figure) => (figure - mean) ** 2)) / figures.length) / mean;
}
