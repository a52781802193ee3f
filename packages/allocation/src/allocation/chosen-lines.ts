import { roundHalfEvenToFen } from '@xinqiao/contracts';
import type { Dec } from '../decimal.ts';
import type { OfferLine } from '../program/offer-line.ts';
import type { Setting } from '../program/setting.ts';
import { sum } from '../sum.ts';

/** A line that is offered, with its size. */
export interface ChosenLine {
  /** Index of the line. */
  readonly index: number;
  readonly line: OfferLine;
  readonly steps: number;
}

/** Expected profit, exact. */
export const profitOf = (chosen: readonly ChosenLine[]): Dec =>
  sum(chosen.map(({ line, steps }) => line.profit.times(steps)));

/**
 * Holds an answer against the problem itself, in decimals: a solver works to a tolerance, a limit is kept to the fen.
 *
 * @returns The first limit that is not kept; undefined where all are.
 */
export function passedLimit(
  { problem, capsOf, capSteps }: Setting,
  chosen: readonly ChosenLine[],
): string | undefined {
  const used = sum(chosen.map(({ line, steps }) => line.use.times(steps)));
  if (roundHalfEvenToFen(used).gt(problem.budget)) return 'BUDGET';
  if (new Set(chosen.map(({ line }) => line.firm.firmId)).size < chosen.length) return 'ONE_OFFER';
  const wrong = ({ line, steps }: ChosenLine) =>
    !Number.isInteger(steps) || steps < line.least || steps > line.most;
  if (chosen.some(wrong)) return 'FIRM';
  const under = stepsUnderCaps(capsOf, capSteps.length, chosen);
  return under.some((steps, cap) => steps > capSteps[cap]!) ? 'CAP' : undefined;
}

/** Steps offered under each cap. */
export function stepsUnderCaps(
  capsOf: Setting['capsOf'],
  caps: number,
  chosen: readonly ChosenLine[],
): number[] {
  const under = Array.from({ length: caps }, () => 0);
  for (const { index, steps } of chosen) for (const cap of capsOf[index]!) under[cap]! += steps;
  return under;
}
