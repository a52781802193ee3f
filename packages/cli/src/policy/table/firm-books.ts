import {
  addMonths,
  type CalendarDate,
  type InvoiceDirection,
  type InvoiceMonth,
  type InvoiceSummary,
  type Month,
  type Ratio,
} from '@xinqiao/contracts';
import type { InvoiceCells } from './invoice-cells.ts';

const DIRECTIONS: readonly InvoiceDirection[] = ['OUT', 'IN'];
const RECENT_MONTHS = 12;

interface Sums {
  count: number;
  amount: bigint;
  tax: bigint;
  redCount: number;
  redAmount: bigint;
  voidCount: number;
  /** Blue amounts by counterparty. */
  readonly partners: Map<string, bigint>;
}

/**
 * Invoices of one firm, added up as they come, so that no invoice is kept: sums by month and direction, and in each
 * the amounts by counterparty.
 */
export class FirmBooks {
  readonly #sums: Readonly<Record<InvoiceDirection, Map<Month, Sums>>> = { OUT: new Map(), IN: new Map() };

  add(direction: InvoiceDirection, { issuedOn, counterparty, amount, tax, isVoid }: InvoiceCells): void {
    const month = issuedOn.slice(0, 7);
    const months = this.#sums[direction];
    const sums = months.get(month) ?? noSums();
    months.set(month, sums);
    if (isVoid) {
      sums.voidCount++;
      return;
    }
    sums.tax += tax;
    if (amount < 0n) {
      sums.redCount++;
      sums.redAmount -= amount;
    } else {
      sums.count++;
      sums.amount += amount;
      sums.partners.set(counterparty, (sums.partners.get(counterparty) ?? 0n) + amount);
    }
  }

  /**
   * What `summariseInvoices` of packages/catalogue says of the same invoices up to the end of the month before that of
   * `asOf`: a decision on that day could know no more.
   */
  summary(asOf: CalendarDate): InvoiceSummary {
    const end = asOf.slice(0, 7);
    const begin = addMonths(end, -RECENT_MONTHS);
    const months = [...new Set(DIRECTIONS.flatMap((direction) => [...this.#sums[direction].keys()]))]
      .filter((month) => month < end)
      .sort();
    return {
      months: months.flatMap((month) =>
        DIRECTIONS.flatMap((direction) => {
          const sums = this.#sums[direction].get(month);
          return sums === undefined ? [] : [invoiceMonth(month, direction, sums)];
        }),
      ),
      concentration: DIRECTIONS.map((direction) => {
        const amounts = new Map<string, bigint>();
        for (const [month, { partners }] of this.#sums[direction])
          if (begin <= month && month < end)
            for (const [partner, amount] of partners)
              amounts.set(partner, (amounts.get(partner) ?? 0n) + amount);
        return { direction, counterparties: amounts.size, topTenShare: topTenShare([...amounts.values()]) };
      }),
    };
  }
}

const noSums = (): Sums => ({
  count: 0,
  amount: 0n,
  tax: 0n,
  redCount: 0,
  redAmount: 0n,
  voidCount: 0,
  partners: new Map(),
});

const invoiceMonth = (month: Month, direction: InvoiceDirection, sums: Sums): InvoiceMonth => ({
  month,
  direction,
  count: sums.count,
  amount: yuan(sums.amount),
  tax: yuan(sums.tax),
  redCount: sums.redCount,
  redAmount: yuan(sums.redAmount),
  voidCount: sums.voidCount,
});

function yuan(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const MILLION = 1_000_000n;

/** Share of the ten largest with six places, ties to even; null of nothing. */
function topTenShare(amounts: readonly bigint[]): Ratio | null {
  const sorted = amounts.toSorted((a, b) => (a < b ? 1 : -1));
  const sum = (figures: readonly bigint[]) => figures.reduce((total, figure) => total + figure, 0n);
  const [part, whole] = [sum(sorted.slice(0, 10)), sum(sorted)];
  if (whole <= 0n) return null;
  const [down, rest] = [(part * MILLION) / whole, (part * MILLION) % whole];
  const isUp = 2n * rest > whole || (2n * rest === whole && down % 2n === 1n);
  const ratio = String(down + (isUp ? 1n : 0n)).padStart(7, '0');
  return `${ratio.slice(0, -6)}.${ratio.slice(-6)}`.replace(/\.?0+$/, '');
}
