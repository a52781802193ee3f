import { Dec } from '../decimal.ts';
import type { Multipliers } from '../program/relaxation.ts';
import type { Setting } from '../program/setting.ts';
import { sum } from '../sum.ts';

/** What lines are worth once budget and caps have their price. */
export interface Lagrangian {
  /** No allocation earns more, in yuan. */
  readonly bound: Dec;
  /** By line: what one step earns beyond what it takes from others. */
  readonly worth: readonly Dec[];
  /** By firm: the most that any of its lines can be worth; not below 0. */
  readonly best: readonly Dec[];
}

/** A budget is kept to the fen: half of one may be passed. */
const HALF_FEN = '0.005';

/**
 * Lets budget and caps be passed at a price. Whatever the prices, none below 0, no allocation earns more than the bound: it
 * is the price of all there is, and for each firm the best line alone.
 *
 * @see Geoffrion, Lagrangean relaxation for integer programming, Math. Prog. Study 2 (1974)
 */
export function lagrangian(
  { problem, lines, firms, capsOf, capSteps }: Setting,
  multipliers: Multipliers,
): Lagrangian {
  // A step earns and uses the same on every line of the same choice: with the same caps it is reckoned once.
  const known = new Map<Dec, Map<string, Dec>>();
  const worth = lines.map(({ profit, use }, line) => {
    const caps = capsOf[line]!;
    const ofChoice = known.get(profit) ?? new Map<string, Dec>();
    known.set(profit, ofChoice);
    const key = caps.join();
    const found =
      ofChoice.get(key) ??
      caps.reduce(
        (left, cap) => left.minus(multipliers.caps[cap]!),
        profit.minus(use.times(multipliers.budget)),
      );
    ofChoice.set(key, found);
    return found;
  });
  const best = firms.map((own) => {
    const most = own.reduce((one, line) => (worth[line]!.gt(worth[one]!) ? line : one), own[0]!);
    return Dec.max(0, worth[most]!.times(lines[most]!.most));
  });
  const limits = capSteps.map((steps, cap) => multipliers.caps[cap]!.times(steps));
  const budget = new Dec(problem.budget).plus(HALF_FEN).times(multipliers.budget);
  return { bound: sum([budget, ...limits, ...best]), worth, best };
}
