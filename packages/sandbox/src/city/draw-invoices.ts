import { type InvoiceDirection, lastDayOf, type Month } from '@xinqiao/contracts';
import { type EnterpriseFacts, isIn } from './facts.ts';
import { shareOf } from './fen.ts';
import { codeOf, type Random, random } from './random.ts';
import { usualSales } from './usual-sales.ts';

/** How an invoice is taxed; the return adds the three kinds up apart. */
export type TaxKind = 'taxable' | 'simplified' | 'exempt';

/** An invoice with its amounts in fen and its kind, before it is written for the wire. */
export interface DrawnInvoice {
  readonly direction: InvoiceDirection;
  readonly day: number;
  /** Which of the customers or suppliers, from 0; `counterpartyCode` writes it. */
  readonly counterparty: number;
  readonly amount: number;
  readonly tax: number;
  readonly kind: TaxKind;
  readonly voided: boolean;
}

/** Simplified method: 3 % (增值税法 art. 11); a small-scale taxpayer's invoices show the 1 % it comes to at present. */
export const SIMPLIFIED_RATE = 0.03;
export const SMALL_SCALE_RATE = 0.01;

/**
 * All invoices of one month, whatever day it is: the same enterprise and month give the same invoices, so a
 * later day only adds to what was there before.
 */
export function drawMonth(facts: EnterpriseFacts, month: Month): DrawnInvoice[] {
  const usual = usualSales(facts, month);
  if (usual === 0 || facts.trade.silences.some((silence) => isIn(month, silence))) return [];
  const draw = random(facts.stream, 'invoices', month);
  const out = drawSales(draw, facts, month, usual);
  const sold = out.reduce((sum, { amount, voided }) => (voided ? sum : sum + Math.max(0, amount)), 0);
  return [...out, ...drawPurchases(draw, facts, month, sold)];
}

function drawSales(
  draw: Random,
  { trade, industry, taxpayer }: EnterpriseFacts,
  month: Month,
  usual: number,
): DrawnInvoice[] {
  const busy = Math.min(2, Math.max(0.4, usual / trade.monthlySales));
  const count = Math.max(1, Math.round(trade.invoices * busy * draw.between(0.85, 1.15)));
  const last = daysIn(month);
  return split(draw, usual, count).flatMap((amount) => {
    const kind = kindOf(draw.next(), taxpayer.smallScale ? { exemptShare: 0, simplifiedShare: 1 } : industry);
    const simplified = taxpayer.smallScale ? SMALL_SCALE_RATE : SIMPLIFIED_RATE;
    const rate = { taxable: industry.salesRate, simplified, exempt: 0 }[kind];
    const day = draw.int(1, last);
    const counterparty = counterpartyOf(draw, trade.customers);
    const blue: DrawnInvoice = {
      direction: 'OUT',
      day,
      counterparty,
      amount,
      tax: shareOf(amount, rate),
      kind,
      voided: false,
    };
    const wrong: DrawnInvoice[] = draw.chance(trade.voidShare) ? [{ ...blue, voided: true }] : [];
    const back = -shareOf(amount, trade.redMultiple);
    const red: DrawnInvoice[] = draw.chance(trade.redShare)
      ? [{ ...blue, day: draw.int(day, last), amount: back, tax: -shareOf(-back, rate) }]
      : [];
    return [blue, ...wrong, ...red];
  });
}

function drawPurchases(
  draw: Random,
  { trade, industry }: EnterpriseFacts,
  month: Month,
  sold: number,
): DrawnInvoice[] {
  const bought = shareOf(sold, industry.purchaseShare * draw.between(0.9, 1.1));
  if (bought === 0) return [];
  const last = daysIn(month);
  return split(draw, bought, Math.max(1, Math.round(trade.invoices * 0.6))).map((amount) => ({
    direction: 'IN',
    day: draw.int(1, last),
    counterparty: counterpartyOf(draw, trade.suppliers),
    amount,
    tax: shareOf(amount, industry.purchaseRate),
    kind: 'taxable',
    voided: false,
  }));
}

const kindOf = (
  drawn: number,
  { exemptShare, simplifiedShare }: { exemptShare: number; simplifiedShare: number },
): TaxKind => {
  if (drawn < exemptShare) return 'exempt';
  return drawn < exemptShare + simplifiedShare ? 'simplified' : 'taxable';
};

/** The few large customers come up most: a square draws them nearer to the first. */
const counterpartyOf = (draw: Random, count: number): number => Math.floor(draw.next() * draw.next() * count);

/** The code of a counterparty, stable within the enterprise. */
export const counterpartyCode = (stream: string, direction: InvoiceDirection, counterparty: number): string =>
  codeOf(stream, direction === 'OUT' ? 'customer' : 'supplier', counterparty);

/** An amount in uneven parts that add up to it, each of at least one fen. */
function split(draw: Random, amount: number, count: number): number[] {
  const weights = Array.from({ length: count }, () => 0.15 + draw.next() * draw.next());
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = weights.map((weight) => Math.max(1, Math.floor((amount * weight) / whole)));
  parts[0]! += Math.max(0, amount - parts.reduce((sum, part) => sum + part, 0));
  return parts;
}

const daysIn = (month: Month): number => Number(lastDayOf(month).slice(8));
