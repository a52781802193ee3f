import {
  addDays,
  addMonths,
  type CalendarDate,
  type Month,
  type TaxArrear,
  type VatReturn,
} from '@xinqiao/contracts';
import {
  type DrawnInvoice,
  drawMonth,
  SIMPLIFIED_RATE,
  SOLE_TRADER_RATE,
  type TaxKind,
} from './draw-invoices.ts';
import { type EnterpriseFacts, isIn } from './facts.ts';
import { shareOf, yuan } from './fen.ts';
import { random } from './random.ts';
import { usualSales } from './usual-sales.ts';

/** Returns and payment are due on the 15th of the next month (增值税法 art. 30); holidays are not moved. */
const dueOn = (period: Month): CalendarDate => `${addMonths(period, 1)}-15`;

/** One period as it was worked out, in fen, and the day it was filed. */
interface WorkedReturn {
  readonly filedOn: CalendarDate;
  readonly daysLate: number;
  readonly sales: Readonly<Record<TaxKind, number>>;
  readonly outputTax: number;
  readonly inputTax: number;
  readonly payable: number;
  readonly reduced: number;
}

/** The return of a period; undefined while it is not filed on `asOf`, or never will be. */
export function vatReturn(facts: EnterpriseFacts, period: Month, asOf: CalendarDate): VatReturn | undefined {
  const worked = workOut(facts, period);
  if (!worked || worked.filedOn > asOf) return undefined;
  const { sales, outputTax, inputTax, payable, reduced, daysLate } = worked;
  const paid = facts.taxpayer.unpaid.some((spell) => isIn(period, spell)) ? 0 : due(worked);
  return {
    period,
    taxableSales: yuan(sales.taxable),
    simplifiedSales: yuan(sales.simplified),
    exemptSales: yuan(sales.exempt),
    outputTax: yuan(outputTax),
    inputTax: yuan(inputTax),
    taxPayable: yuan(payable),
    taxReduced: yuan(reduced),
    taxPaid: yuan(paid),
    daysLate,
  };
}

/** The arrear that an unpaid period left; undefined when it was paid in time, or is not due on `asOf`. */
export function taxArrear(facts: EnterpriseFacts, period: Month, asOf: CalendarDate): TaxArrear | undefined {
  const spell = facts.taxpayer.unpaid.find((candidate) => isIn(period, candidate));
  const worked = spell && workOut(facts, period);
  if (!spell || !worked || due(worked) === 0 || dueOn(period) >= asOf) return undefined;
  const { settledAfterMonths } = spell;
  const settledOn = settledAfterMonths === null ? null : dueOn(addMonths(period, settledAfterMonths));
  return {
    taxType: '增值税',
    dueOn: dueOn(period),
    amount: yuan(due(worked)),
    settledOn: settledOn !== null && settledOn <= asOf ? settledOn : null,
  };
}

const due = ({ payable, reduced }: WorkedReturn): number => Math.max(0, payable - reduced);

/** Undefined for a period that was never filed, or lies before the first full month. */
function workOut(facts: EnterpriseFacts, period: Month): WorkedReturn | undefined {
  const { taxpayer, establishedOn, type } = facts;
  if (period <= establishedOn.slice(0, 7)) return undefined;
  if (taxpayer.unfiled.some((spell) => isIn(period, spell))) return undefined;

  const draw = random(facts.stream, 'return', period);
  const daysLate = draw.chance(taxpayer.lateShare) ? draw.int(1, 20) : 0;
  const filedOn = daysLate > 0 ? addDays(dueOn(period), daysLate) : addDays(dueOn(period), -draw.int(0, 10));

  const invoices = drawMonth(facts, period).filter(({ voided }) => !voided);
  const uninvoiced = uninvoicedSales(facts, period, invoices, draw.between(0, 0.02));
  const sales = {
    taxable: salesOf(invoices, 'taxable') + uninvoiced.taxable,
    simplified: salesOf(invoices, 'simplified') + uninvoiced.simplified,
    exempt: salesOf(invoices, 'exempt') + uninvoiced.exempt,
  };
  const outputTax =
    taxOf(invoices.filter(({ direction, kind }) => direction === 'OUT' && kind === 'taxable')) +
    shareOf(uninvoiced.taxable, facts.industry.salesRate);
  const purchased = taxOf(invoices.filter(({ direction }) => direction === 'IN'));
  // What exceeds the output tax is certified in a later month, as firms may choose.
  const inputTax = taxpayer.negativePayable ? purchased : Math.min(purchased, Math.max(0, outputTax));
  const payable = outputTax - inputTax + shareOf(sales.simplified, SIMPLIFIED_RATE);
  const reduced = type === 'SOLE_TRADER' ? shareOf(sales.simplified, SIMPLIFIED_RATE - SOLE_TRADER_RATE) : 0;
  return { filedOn, daysLate, sales, outputTax, inputTax, payable, reduced };
}

/** Sales without an invoice, of the kind most of the enterprise's sales are: a little always, more in a silence. */
function uninvoicedSales(
  facts: EnterpriseFacts,
  period: Month,
  invoices: readonly DrawnInvoice[],
  little: number,
): Record<TaxKind, number> {
  const silence = facts.trade.silences.find((spell) => isIn(period, spell));
  const net = (['taxable', 'simplified', 'exempt'] as const).reduce(
    (sum, kind) => sum + salesOf(invoices, kind),
    0,
  );
  const amount = silence
    ? shareOf(usualSales(facts, period), silence.filedShare)
    : shareOf(Math.max(0, net), little);
  const kind = usualKind(facts);
  return { taxable: 0, simplified: 0, exempt: 0, [kind]: amount };
}

function usualKind({ type, industry }: EnterpriseFacts): TaxKind {
  if (type === 'SOLE_TRADER' || industry.simplifiedShare > 0.5) return 'simplified';
  return industry.exemptShare > 0.5 ? 'exempt' : 'taxable';
}

const salesOf = (invoices: readonly DrawnInvoice[], kind: TaxKind): number =>
  invoices.reduce(
    (sum, { direction, kind: own, amount }) => (direction === 'OUT' && own === kind ? sum + amount : sum),
    0,
  );

const taxOf = (invoices: readonly DrawnInvoice[]): number => invoices.reduce((sum, { tax }) => sum + tax, 0);
