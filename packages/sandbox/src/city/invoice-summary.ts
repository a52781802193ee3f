import {
  type DateRange,
  type InvoiceDirection,
  type InvoiceMonth,
  type InvoiceSummary,
  lastDayOf,
  Money,
  type Month,
  monthRange,
} from '@xinqiao/contracts';
import { type DrawnInvoice, drawMonth } from './draw-invoices.ts';
import type { EnterpriseFacts } from './facts.ts';
import { yuan } from './fen.ts';

const DIRECTIONS: readonly InvoiceDirection[] = ['OUT', 'IN'];

/**
 * What `summariseInvoices` of the catalogue makes of the invoices of a range, counted in fen and month by month: so
 * it costs little even of a firm with tens of thousands.
 */
export function invoiceSummary(facts: EnterpriseFacts, range: DateRange): InvoiceSummary {
  const months = monthRange(range.from.slice(0, 7), range.to.slice(0, 7));
  const whole = new Set(
    months.filter((month) => range.from <= `${month}-01` && lastDayOf(month) <= range.to).slice(-12),
  );
  const bought = { OUT: new Map<number, number>(), IN: new Map<number, number>() };
  const rows = months.flatMap((month) => {
    const drawn = drawMonth(facts, month).filter(({ day }) => isIn(range, month, day));
    if (whole.has(month))
      for (const { direction, counterparty, amount } of drawn.filter(isBlue))
        bought[direction].set(counterparty, (bought[direction].get(counterparty) ?? 0) + amount);
    return DIRECTIONS.flatMap((direction) => {
      const own = drawn.filter((invoice) => invoice.direction === direction);
      return own.length > 0 ? [monthOf(month, direction, own)] : [];
    });
  });
  return {
    months: rows,
    concentration: DIRECTIONS.map((direction) => ({
      direction,
      counterparties: bought[direction].size,
      topTenShare: topTenShare([...bought[direction].values()]),
    })),
  };
}

function monthOf(month: Month, direction: InvoiceDirection, drawn: readonly DrawnInvoice[]): InvoiceMonth {
  const valid = drawn.filter(({ voided }) => !voided);
  const blue = valid.filter(isBlue);
  const red = valid.filter((invoice) => !isBlue(invoice));
  return {
    ...{ month, direction, count: blue.length },
    amount: yuan(sum(blue.map(({ amount }) => amount))),
    tax: yuan(sum(valid.map(({ tax }) => tax))),
    redCount: red.length,
    redAmount: yuan(-sum(red.map(({ amount }) => amount))),
    voidCount: drawn.length - valid.length,
  };
}

function topTenShare(amounts: number[]): string | null {
  const whole = sum(amounts);
  if (whole <= 0) return null;
  const part = sum(amounts.sort((a, b) => b - a).slice(0, 10));
  return new Money(part).div(whole).toDecimalPlaces(6, Money.ROUND_HALF_EVEN).toFixed();
}

const isBlue = ({ voided, amount }: DrawnInvoice): boolean => !voided && amount >= 0;

const isIn = ({ from, to }: DateRange, month: Month, day: number): boolean => {
  const date = `${month}-${String(day).padStart(2, '0')}`;
  return from <= date && date <= to;
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
