import { type ChosenLine, passedLimit, profitOf } from '../allocation/chosen-lines.ts';
import { Dec } from '../decimal.ts';
import { coreProgram } from '../program/core-program.ts';
import { type Multipliers, multipliersOf, relaxation } from '../program/relaxation.ts';
import type { Setting } from '../program/setting.ts';
import type { Solver } from '../solve/solver.ts';
import { type Core, coreOf, nearest } from './core.ts';
import { efficientLines } from './efficient-lines.ts';
import { byIndex, fill } from './fill.ts';
import { lagrangian } from './lagrangian.ts';

/** The best allocation found, and what is known of better ones. */
export interface Found {
  /** In the order of the lines. */
  readonly chosen: readonly ChosenLine[];
  /** No allocation earns more; exact. */
  readonly bound: Dec;
  /** Whether none earns more by over half a fen. */
  readonly proven: boolean;
  /** Prices of budget and caps with every whole number made continuous; undefined where the time ran out first. */
  readonly multipliers: Multipliers | undefined;
  /** What is left of the solver’s time, in seconds; 0 at least. */
  readonly secondsLeft: number;
}

const HALF_FEN = '0.005';

/** How many firms nearest to the edge are first tried anew, the others left as they are. */
const TRIED = [50, 400];

/**
 * Searches in four steps, each of which may be the last: prices of budget and caps by a linear program; by them a bound on
 * every allocation, in decimals; a good allocation, tried anew where firms are nearest to the edge; and of what a better
 * one must be like the best, by branch and cut. With many firms little stays open, so the last step hardly grows with them.
 */
export function search(setting: Setting, solver: Solver, seconds: number): Found {
  const { lines, problem } = setting;
  const likely = efficientLines(setting);
  const ranges = likely.map((line) => ({ line, from: 0, to: lines[line]!.most }));
  const free = [0, ...problem.caps.map(() => 0)];
  const relaxed =
    lines.length === 0
      ? { values: null, prices: free, seconds: 0 }
      : solver.linear(relaxation(setting, ranges), seconds);
  const multipliers = multipliersOf(relaxed?.prices ?? free, problem.caps.length);
  const priced = lagrangian(setting, multipliers);

  const fractions = new Map(relaxed?.values?.map((steps, column) => [likely[column]!, steps]));
  let chosen: readonly ChosenLine[] = fill(setting, likely, priced.worth, fractions);
  let left = relaxed === undefined ? 0 : seconds - relaxed.seconds;
  const isProven = () => priced.bound.minus(profitOf(chosen)).lte(HALF_FEN);
  /** Solves a core and keeps what is better. @returns What it showed of all allocations that the core leaves open */
  const solve = (core: Core, within: number): { readonly bound: Dec | null; readonly proven: boolean } => {
    const { linear, constant, read } = coreProgram(setting, core);
    const isEmpty = linear.columns.length === 0;
    const solution = isEmpty
      ? { values: [], bound: 0, proven: true, seconds: 0 }
      : solver.integer(linear, within);
    left -= solution.seconds;
    const other = solution.values === null ? null : read(solution.values).sort(byIndex);
    // What passes a limit is no answer, whatever the solver says of it; then nothing is proven either.
    const passes = other !== null && passedLimit(setting, other) !== undefined;
    if (other !== null && !passes && profitOf(other).gt(profitOf(chosen))) chosen = other;
    return {
      bound: Number.isFinite(solution.bound) ? constant.plus(solution.bound) : null,
      proven: solution.proven && (!passes || isEmpty),
    };
  };

  for (const firms of TRIED) {
    if (isProven() || left <= 0) break;
    const core = coreOf(setting, priced, profitOf(chosen));
    if (core.open.length <= firms) break;
    solve(nearest(setting, priced, core, chosen, firms), left / 4);
  }
  const answer = (proven: boolean, bound: Dec = priced.bound): Found => ({
    chosen,
    bound: proven ? profitOf(chosen) : Dec.max(profitOf(chosen), Dec.min(bound, priced.bound)),
    proven,
    multipliers: relaxed && multipliers,
    secondsLeft: Math.max(left, 0),
  });
  if (isProven()) return { ...answer(true), bound: priced.bound };
  if (left <= 0) return answer(false);
  // Whatever the core leaves out is worth no more than what is known.
  const { proven, bound } = solve(coreOf(setting, priced, profitOf(chosen)), left);
  return answer(proven, bound ?? priced.bound);
}
