import { shareOf } from '../city/fen.ts';
import type { Random } from '../city/random.ts';
import type { World } from './assumptions.ts';
import { monthsUntilDefault } from './default-model.ts';
import { addMoney, countLoan, type Tally } from './tally.ts';

/** A line that was granted. */
export interface Line {
  /** Month of granting, from 0. */
  readonly month: number;
  readonly fen: number;
  /** Rate a year in millionths. */
  readonly rate: number;
  /** Probability that a payment is not made in a month. */
  readonly monthlyDefault: number;
}

export interface Standing {
  /** Month in which the loan became bad, from 0; null while it has not. */
  readonly bad: number | null;
  /** What is owed, in fen. */
  readonly owed: number;
}

/**
 * Follows one line to the last month and counts it: drawn at once, interest every month on what was owed, the principal
 * when the tenor ends, and perhaps drawn anew. Who stops paying has drawn more by then, pays nothing any more, and is
 * bad so many months later; nothing is written off.
 *
 * @returns How it stands at the end of the last month.
 */
export function repay(tally: Tally, line: Line, world: World, draw: Random): Standing {
  const { badAfterMonths, tenorMonths, renewedShare, drawnShare, drawnAtDefault } = world;
  const add = (name: Parameters<typeof addMoney>[1], month: number, fen: number) =>
    addMoney(tally, name, month, fen);
  const stops = line.month + monthsUntilDefault(line.monthlyDefault, draw.next());
  const isBad = (month: number) => month >= stops + badAfterMonths;

  let owed = shareOf(line.fen, drawnShare);
  let repaid = false;
  add('credit', line.month, line.fen);
  add('drawn', line.month, owed);
  add('outstanding', line.month, owed);
  for (let month = line.month + 1; month < tally.months; month++) {
    const interest = Math.round((owed * line.rate) / 12_000_000);
    add('interestDue', month, interest);
    if (month === stops) {
      const more = Math.max(0, shareOf(line.fen, drawnAtDefault) - owed);
      add('drawn', month, more);
      owed += more;
    } else if (month < stops) {
      add('interestPaid', month, interest);
      if ((month - line.month) % tenorMonths === 0) {
        add('repaid', month, owed);
        repaid = draw.next() >= renewedShare;
        if (repaid) break;
        add('drawn', month, owed);
      }
    }
    add('outstanding', month, owed);
    if (isBad(month)) add('bad', month, owed);
  }
  const bad = !repaid && isBad(tally.months - 1) ? stops + badAfterMonths : null;
  countLoan(tally, line.month, bad);
  return { bad, owed: repaid ? 0 : owed };
}
