import { Dec } from '../decimal.ts';
import type { AllocationProblem, Cap } from '../problem/allocation-problem.ts';
import type { OfferLine } from './offer-line.ts';

/** The problem as it is solved: offers that could be made, and what holds them together. */
export interface Setting {
  readonly problem: AllocationProblem;
  readonly lines: readonly OfferLine[];
  /** Lines of each firm, by index; at most one of them can be offered. */
  readonly firms: readonly (readonly number[])[];
  /** By line: the caps it is under, by index. */
  readonly capsOf: readonly (readonly number[])[];
  /** Of each cap, in whole steps. */
  readonly capSteps: readonly number[];
}

/** @param lines Lines of one firm stand together. */
export function settingOf(problem: AllocationProblem, lines: readonly OfferLine[]): Setting {
  const placeOf = new Map(problem.caps.map(({ over, name }, index) => [`${over} ${name}`, index]));
  return {
    problem,
    lines,
    firms: [...Map.groupBy(lines.keys(), (index) => lines[index]!.firm.firmId).values()],
    capsOf: lines.map(({ firm }) =>
      [placeOf.get(`RATING ${firm.rating}`), placeOf.get(`INDUSTRY ${firm.industry}`)].filter(
        (place) => place !== undefined,
      ),
    ),
    capSteps: problem.caps.map((cap) => capSteps(cap, problem)),
  };
}

const capSteps = ({ atMost }: Cap, { budget, stepYuan }: AllocationProblem): number =>
  new Dec('amount' in atMost ? atMost.amount : new Dec(budget).times(atMost.shareOfBudget))
    .div(stepYuan)
    .floor()
    .toNumber();

/**
 * A budget is kept to the fen, so it may be passed by less than half of one; the slack leaves room for the solver’s own
 * rounding on both sides.
 */
export const SLACK_YUAN = '0.004';
