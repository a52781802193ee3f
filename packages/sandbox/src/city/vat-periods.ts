import { addDays, addMonths, type CalendarDate, type Month, monthRange } from '@xinqiao/contracts';
import {
  type DrawnInvoice,
  drawMonth,
  SIMPLIFIED_RATE,
  SMALL_SCALE_RATE,
  type TaxKind,
} from './draw-invoices.ts';
import { type EnterpriseFacts, isIn } from './facts.ts';
import { shareOf } from './fen.ts';
import { random } from './random.ts';
import { usualSales } from './usual-sales.ts';

/** Returns and payment are due on the 15th of the next month (增值税法 art. 30); holidays are not moved. */
export const dueAfter = (period: Month): CalendarDate => `${addMonths(period, 1)}-15`;

/** One VAT period as it was worked out, amounts in fen, and the days on which it was filed and paid. */
export interface VatPeriod extends Worked {
  /** Its last month. */
  readonly period: Month;
  /** 3 of a small-scale taxpayer, who files by the quarter. */
  readonly months: 1 | 3;
  readonly dueOn: CalendarDate;
  readonly filedOn: CalendarDate;
  readonly daysLate: number;
  /** Tax to pay: payable less reduced, never negative. */
  readonly due: number;
  /** False where it was not paid with the return: then it is an arrear. */
  readonly paidWithReturn: boolean;
  /** Day the tax was or will be paid; null = it never is. */
  readonly paidOn: CalendarDate | null;
}

interface Worked {
  readonly sales: Readonly<Record<TaxKind, number>>;
  readonly outputTax: number;
  readonly inputTax: number;
  readonly payable: number;
  readonly reduced: number;
}

/**
 * The VAT period that ends with a month, whatever day it is.
 *
 * @returns Undefined where none ends then, it was never filed, or it lies before the first full month.
 */
export function vatPeriod(facts: EnterpriseFacts, period: Month): VatPeriod | undefined {
  const { taxpayer, stream } = facts;
  const months = taxpayer.smallScale ? 3 : 1;
  if (Number(period.slice(5)) % months !== 0) return undefined;
  if (taxpayer.unfiled.some((spell) => isIn(period, spell))) return undefined;
  const worked = monthRange(addMonths(period, 1 - months), period).flatMap(
    (month) => workedMonth(facts, month) ?? [],
  );
  if (worked.length === 0) return undefined;
  const all = worked.reduce(together);
  const dueOn = dueAfter(period);
  const filing = filed(random(stream, 'return', period), taxpayer.lateShare, dueOn);
  const spell = taxpayer.unpaid.find((candidate) =>
    monthRange(addMonths(period, 1 - months), period).some((month) => isIn(month, candidate)),
  );
  return {
    ...all,
    ...filing,
    ...{ period, months, dueOn },
    due: Math.max(0, all.payable - all.reduced),
    paidWithReturn: spell === undefined,
    paidOn: spell === undefined ? filing.filedOn : settledOn(period, spell.settledAfterMonths),
  };
}

/** When a return due on a day was filed: up to ten days before, or up to twenty after. */
export function filed(draw: ReturnType<typeof random>, lateShare: number, dueOn: CalendarDate) {
  const daysLate = draw.chance(lateShare) ? draw.int(1, 20) : 0;
  return {
    daysLate,
    filedOn: daysLate > 0 ? addDays(dueOn, daysLate) : addDays(dueOn, -draw.int(0, 10)),
  };
}

/** Sales of a month as filed for VAT, in fen; 0 where it was never filed. */
export function filedSales(facts: EnterpriseFacts, month: Month): number {
  const { taxable, simplified, exempt } = isUnfiled(facts, month)
    ? NOTHING
    : (workedMonth(facts, month)?.sales ?? NOTHING);
  return taxable + simplified + exempt;
}

/** Whether the VAT period that a month belongs to was never filed. */
export function isUnfiled({ taxpayer }: EnterpriseFacts, month: Month): boolean {
  const left = taxpayer.smallScale ? (3 - (Number(month.slice(5)) % 3)) % 3 : 0;
  return taxpayer.unfiled.some((spell) => isIn(addMonths(month, left), spell));
}

const NOTHING = { taxable: 0, simplified: 0, exempt: 0 };

const settledOn = (period: Month, afterMonths: number | null): CalendarDate | null =>
  afterMonths === null ? null : dueAfter(addMonths(period, afterMonths));

/** Months are worked out once for all items that speak of them, as long as the enterprise is held. */
const known = new WeakMap<EnterpriseFacts, Map<Month, Worked | undefined>>();

function workedMonth(facts: EnterpriseFacts, month: Month): Worked | undefined {
  const months = known.get(facts) ?? new Map<Month, Worked | undefined>();
  known.set(facts, months);
  if (!months.has(month)) months.set(month, workOut(facts, month));
  return months.get(month);
}

/** Undefined for a month before the first full one. */
function workOut(facts: EnterpriseFacts, month: Month): Worked | undefined {
  const { taxpayer, establishedOn, industry, stream } = facts;
  if (month <= establishedOn.slice(0, 7)) return undefined;
  const draw = random(stream, 'return', month);
  // The day of filing is drawn first.
  filed(draw, taxpayer.lateShare, dueAfter(month));

  const invoices = drawMonth(facts, month).filter(({ voided }) => !voided);
  const uninvoiced = uninvoicedSales(facts, month, invoices, draw.between(0, 0.02));
  const sales = {
    taxable: salesOf(invoices, 'taxable') + uninvoiced.taxable,
    simplified: salesOf(invoices, 'simplified') + uninvoiced.simplified,
    exempt: salesOf(invoices, 'exempt') + uninvoiced.exempt,
  };
  const outputTax =
    taxOf(invoices.filter(({ direction, kind }) => direction === 'OUT' && kind === 'taxable')) +
    shareOf(uninvoiced.taxable, industry.salesRate);
  const purchased = taxOf(invoices.filter(({ direction }) => direction === 'IN'));
  // What exceeds the output tax is certified in a later month, as firms may choose.
  const inputTax = taxpayer.negativePayable ? purchased : Math.min(purchased, Math.max(0, outputTax));
  const payable = outputTax - inputTax + shareOf(sales.simplified, SIMPLIFIED_RATE);
  const reduced = taxpayer.smallScale ? shareOf(sales.simplified, SIMPLIFIED_RATE - SMALL_SCALE_RATE) : 0;
  return { sales, outputTax, inputTax, payable, reduced };
}

const together = (a: Worked, b: Worked): Worked => ({
  sales: {
    taxable: a.sales.taxable + b.sales.taxable,
    simplified: a.sales.simplified + b.sales.simplified,
    exempt: a.sales.exempt + b.sales.exempt,
  },
  outputTax: a.outputTax + b.outputTax,
  inputTax: a.inputTax + b.inputTax,
  payable: a.payable + b.payable,
  reduced: a.reduced + b.reduced,
});

/** Sales without an invoice, of the kind most of the enterprise's sales are: a little always, more in a silence. */
function uninvoicedSales(
  facts: EnterpriseFacts,
  month: Month,
  invoices: readonly DrawnInvoice[],
  little: number,
): Record<TaxKind, number> {
  const silence = facts.trade.silences.find((spell) => isIn(month, spell));
  const net = (['taxable', 'simplified', 'exempt'] as const).reduce(
    (sum, kind) => sum + salesOf(invoices, kind),
    0,
  );
  const amount = silence
    ? shareOf(usualSales(facts, month), silence.filedShare)
    : shareOf(Math.max(0, net), little);
  return { ...NOTHING, [usualKind(facts)]: amount };
}

function usualKind({ taxpayer, industry }: EnterpriseFacts): TaxKind {
  if (taxpayer.smallScale || industry.simplifiedShare > 0.5) return 'simplified';
  return industry.exemptShare > 0.5 ? 'exempt' : 'taxable';
}

const salesOf = (invoices: readonly DrawnInvoice[], kind: TaxKind): number =>
  invoices.reduce(
    (sum, { direction, kind: own, amount }) => (direction === 'OUT' && own === kind ? sum + amount : sum),
    0,
  );

const taxOf = (invoices: readonly DrawnInvoice[]): number => invoices.reduce((sum, { tax }) => sum + tax, 0);
