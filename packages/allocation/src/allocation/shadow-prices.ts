import { Dec } from '../decimal.ts';
import { type Multipliers, multipliersOf, relaxation } from '../program/relaxation.ts';
import type { Setting } from '../program/setting.ts';
import { lagrangian } from '../search/lagrangian.ts';
import type { Solver } from '../solve/solver.ts';
import type { ShadowPrice } from './allocation.ts';
import type { ChosenLine } from './chosen-lines.ts';

export interface ShadowPrices {
  readonly budget: ShadowPrice;
  /** As the caps of the problem. */
  readonly caps: readonly ShadowPrice[];
  /** As the chosen lines; null where the offer has only one size, or the time ran out first. */
  readonly limits: readonly (string | null)[];
}

/**
 * Prices of the limits, by the two linear programs that {@link ShadowPrice} names.
 *
 * @param relaxed Prices by the second of them, where it was solved.
 */
export function shadowPrices(
  setting: Setting,
  chosen: readonly ChosenLine[],
  relaxed: Multipliers | undefined,
  solver: Solver,
  seconds: number,
): ShadowPrices {
  const { problem, lines } = setting;
  const fixed = chosen.map(({ index, line: { least, most } }) => ({ line: index, from: least, to: most }));
  const none = [0, ...problem.caps.map(() => 0)];
  const solved = fixed.length === 0 ? { prices: none } : solver.linear(relaxation(setting, fixed), seconds);
  const among = solved && multipliersOf(solved.prices, problem.caps.length);
  const price = (of: (prices: Multipliers) => Dec): ShadowPrice => ({
    amongChosen: written(among && of(among)),
    atMost: written(relaxed && of(relaxed)),
  });
  const worth = among && lagrangian(setting, among).worth;
  return {
    budget: price(({ budget }) => budget),
    caps: problem.caps.map((_, cap) => price(({ caps }) => caps[cap]!.div(problem.stepYuan))),
    limits: chosen.map(({ index }) => {
      const { least, most } = lines[index]!;
      return least === most || worth === undefined ? null : written(worth[index]!.div(problem.stepYuan));
    }),
  };
}

/** A price of an upper limit is never negative; what is below zero by the solver’s tolerance is zero. */
const written = (price: Dec | undefined): string | null =>
  price === undefined ? null : Dec.max(price, 0).toFixed(6);
