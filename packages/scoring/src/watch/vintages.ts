import { type Month, monthsBetween } from '@xinqiao/contracts';
import { CountsInvalid } from '../error.ts';
import { type ObservedShare, observedShare } from './share.ts';

/** What became of one loan. */
export interface LoanFact {
  /** Month the loan was granted, Asia/Shanghai. */
  readonly granted: Month;
  /** Month it first was bad, as the bank defines bad; null while it has not been. */
  readonly bad: Month | null;
}

/** Loans of one month of granting (账龄分析). */
export interface Vintage {
  readonly granted: Month;
  readonly loans: number;
  /** From 0 months on book to as many as have passed, no further: a young vintage is not a good one. */
  readonly ages: readonly {
    readonly monthsOnBook: number;
    /** Loans that were bad by then, cumulative. */
    readonly bad: number;
    /** Of all loans of the vintage; those repaid stay in it. */
    readonly badRate: ObservedShare;
  }[];
}

/**
 * Cumulative bad rates by month of granting and months on book, earliest vintage first.
 *
 * @param asOf Last month whose payments are known in full.
 * @throws {CountsInvalid} when a loan was granted after `asOf`, or bad before it was granted or after `asOf`.
 * @throws {ValueError} `MONTH_INVALID`
 */
export function vintages(loans: Iterable<LoanFact>, asOf: Month): Vintage[] {
  /** Loans by the age at which they went bad, and those that did not. */
  const byMonth = new Map<Month, { loans: number; badAt: number[] }>();
  for (const { granted, bad } of loans) {
    const age = monthsBetween(granted, asOf);
    const badAge = bad === null ? null : monthsBetween(granted, bad);
    if (age < 0 || (badAge !== null && (badAge < 0 || badAge > age))) throw new CountsInvalid();
    let vintage = byMonth.get(granted);
    if (vintage === undefined) {
      vintage = { loans: 0, badAt: Array.from({ length: age + 1 }, () => 0) };
      byMonth.set(granted, vintage);
    }
    vintage.loans++;
    if (badAge !== null) vintage.badAt[badAge]!++;
  }
  return [...byMonth]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([granted, { loans: all, badAt }]) => {
      let bad = 0;
      const ages = badAt.map((count, monthsOnBook) => {
        bad += count;
        return { monthsOnBook, bad, badRate: observedShare(bad, all) };
      });
      return { granted, loans: all, ages };
    });
}
