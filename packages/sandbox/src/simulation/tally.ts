import type { PolicyResult } from '@xinqiao/contracts';

export const OUTCOMES = ['APPROVED', 'DECLINED', 'REFERRED'] as const satisfies PolicyResult['outcome'][];

/** Flows of a month and stocks at its end, in fen. */
export const MONEY = [
  'credit',
  'drawn',
  'repaid',
  'interestDue',
  'interestPaid',
  'outstanding',
  'bad',
] as const;
export type MoneyName = (typeof MONEY)[number];

/**
 * Counts of one kind of applicant in one world: no one’s data, and of the same size however many apply. All are whole
 * numbers, so that parts add up to the same in any order.
 */
export interface Tally {
  readonly months: number;
  /** By month of decision, then outcome. */
  readonly decisions: Float64Array;
  /** By month of granting, then month in which the loan became bad; last those that did not. */
  readonly loans: Float64Array;
  /** By name, then month. */
  readonly money: Float64Array;
}

export const emptyTally = (months: number): Tally => ({
  months,
  decisions: new Float64Array(months * OUTCOMES.length),
  loans: new Float64Array(months * (months + 1)),
  money: new Float64Array(months * MONEY.length),
});

export const countDecision = (
  { decisions }: Tally,
  month: number,
  outcome: PolicyResult['outcome'],
): void => {
  decisions[month * OUTCOMES.length + OUTCOMES.indexOf(outcome)]!++;
};

export const countLoan = ({ loans, months }: Tally, granted: number, bad: number | null): void => {
  loans[granted * (months + 1) + (bad ?? months)]!++;
};

export const addMoney = ({ money, months }: Tally, name: MoneyName, month: number, fen: number): void => {
  money[MONEY.indexOf(name) * months + month]! += fen;
};

/** Adds the second to the first. @throws {RangeError} where a sum is no longer exact */
export function addTally(to: Tally, from: Tally): void {
  for (const part of ['decisions', 'loans', 'money'] as const)
    for (const [at, count] of from[part].entries()) {
      const sum = to[part][at]! + count;
      if (!Number.isSafeInteger(sum))
        throw new RangeError('A sum of the simulation is too large to be exact.');
      to[part][at] = sum;
    }
}

export const sumOf = (counts: Iterable<number>): number => {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
};

export const decided = ({ decisions }: Tally, outcome: PolicyResult['outcome']): number =>
  sumOf(decisions.filter((_, at) => at % OUTCOMES.length === OUTCOMES.indexOf(outcome)));

/** By month. */
export const moneyOf = ({ money, months }: Tally, name: MoneyName): Float64Array =>
  money.slice(MONEY.indexOf(name) * months, (MONEY.indexOf(name) + 1) * months);
