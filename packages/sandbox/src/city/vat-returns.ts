import {
  addDays,
  type CalendarDate,
  daysBetween,
  type LateFee,
  type TaxArrear,
  type VatReturn,
} from '@xinqiao/contracts';
import type { EnterpriseFacts } from './facts.ts';
import { shareOf, yuan } from './fen.ts';
import type { VatPeriod } from './vat-periods.ts';

/** Late fee a day, 0.05 % (税收征收管理法 art. 32). */
export const LATE_FEE_A_DAY = 0.0005;

export const VAT = '增值税';

/** The return of a period; undefined while it is not filed on `asOf`. */
export function vatReturn(
  { taxpayer }: EnterpriseFacts,
  worked: VatPeriod,
  asOf: CalendarDate,
): VatReturn | undefined {
  const { period, months, sales, daysLate, paidWithReturn, due } = worked;
  if (worked.filedOn > asOf) return undefined;
  return {
    period,
    months,
    taxpayerKind: taxpayer.smallScale ? 'SMALL_SCALE' : 'GENERAL',
    taxableSales: yuan(sales.taxable),
    simplifiedSales: yuan(sales.simplified),
    exemptSales: yuan(sales.exempt),
    outputTax: yuan(worked.outputTax),
    inputTax: yuan(worked.inputTax),
    taxPayable: yuan(worked.payable),
    taxReduced: yuan(worked.reduced),
    taxPaid: yuan(paidWithReturn ? due : 0),
    daysLate,
  };
}

/** The arrear that an unpaid period left; undefined when it was paid with the return, or is not due on `asOf`. */
export function taxArrear(
  { paidWithReturn, due, dueOn, paidOn }: VatPeriod,
  asOf: CalendarDate,
): TaxArrear | undefined {
  if (paidWithReturn || due === 0 || dueOn >= asOf) return undefined;
  return {
    taxType: VAT,
    dueOn,
    amount: yuan(due),
    settledOn: paidOn !== null && paidOn <= asOf ? paidOn : null,
  };
}

/**
 * The late fee of an arrear, or of tax that came with a late return.
 *
 * @param extractedOn Day of the extract: what runs on is counted up to it.
 */
export function lateFee(
  { due, dueOn, filedOn, paidWithReturn, paidOn }: VatPeriod,
  extractedOn: CalendarDate,
): LateFee | undefined {
  // What a late return will bring is not known before it comes.
  if (paidWithReturn && filedOn > extractedOn) return undefined;
  const paid = paidOn !== null && paidOn <= extractedOn ? paidOn : null;
  const to = paid ?? extractedOn;
  if (to <= dueOn) return undefined;
  const amount = shareOf(due, LATE_FEE_A_DAY * daysBetween(dueOn, to));
  return amount === 0
    ? undefined
    : { taxType: VAT, from: addDays(dueOn, 1), to, amount: yuan(amount), paidOn: paid };
}
