import { roundHalfEvenToFen, toAmountCny } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';
import type { AllocationProblem } from '../problem/allocation-problem.ts';
import { parseProblem } from '../problem/parse-problem.ts';
import { type OfferLine, offerLines } from '../program/offer-line.ts';
import { settingOf } from '../program/setting.ts';
import { rememberedChoices } from '../rates/rate-choices.ts';
import { search } from '../search/search.ts';
import { highsSolver } from '../solve/highs-solver.ts';
import type { Solver } from '../solve/solver.ts';
import { sum } from '../sum.ts';
import type { Allocation, NoOffer } from './allocation.ts';
import { type ChosenLine, passedLimit, profitOf, stepsUnderCaps } from './chosen-lines.ts';
import { shadowPrices } from './shadow-prices.ts';

/** Of the solver’s time, what is kept for the prices of the limits when the search takes all it may. */
const SHARE_OF_PRICES = 0.1;

export interface AllocateOptions {
  /**
   * Longest the solver may take, in seconds above 0; default 60. What was found by then is returned with its bound. With a hundred
   * thousand firms, reading and reckoning take some seconds more.
   */
  readonly seconds?: number;
  /** Default HiGHS. */
  readonly solver?: Solver;
}

/**
 * Whom to lend how much at what rate: the greatest expected profit within the budget, the limits of firms, and the caps of
 * ratings and industries.
 *
 * A mixed-integer program over every firm and every rate that can be right for it; see `search`. The answer is held
 * against the problem in decimals; `upperBound` says how much better any other could be. The same problem gives the same answer, save where the time runs out.
 *
 * @param document An {@link AllocationProblem}, not yet checked.
 * @throws {AllocationInvalid} with every problem and its place; {RangeError} of `seconds`.
 */
export async function allocate(document: unknown, options: AllocateOptions = {}): Promise<Allocation> {
  const problem = parseProblem(document);
  const { seconds = 60, solver = await highsSolver() } = options;
  if (!(seconds > 0 && seconds < Number.POSITIVE_INFINITY))
    throw new RangeError('seconds must be above 0 and finite.');
  const lines: OfferLine[] = [];
  const hopeless = new Map<string, NoOffer['reason']>();
  const choicesFor = rememberedChoices(problem);
  const linesFor = offerLines(problem);
  for (const firm of problem.firms) {
    const found = linesFor(firm, choicesFor(firm));
    if (typeof found === 'string') hopeless.set(firm.firmId, found);
    else lines.push(...found);
  }

  const setting = settingOf(problem, lines);
  const forPrices = seconds * SHARE_OF_PRICES;
  const found = search(setting, solver, seconds - forPrices);
  const { chosen, bound, proven, multipliers } = found;
  const passed = passedLimit(setting, chosen);
  if (passed !== undefined) throw new Error(`The allocation passes a limit: ${passed}.`);
  const prices = shadowPrices(setting, chosen, multipliers, solver, forPrices + found.secondsLeft);
  const under = stepsUnderCaps(setting.capsOf, problem.caps.length, chosen);
  const chosenFirms = new Set(chosen.map(({ line }) => line.firm.firmId));
  return {
    proven,
    expectedProfit: toFen(profitOf(chosen)),
    upperBound: toFen(bound),
    offered: toAmountCny(sum(chosen.map((choice) => amountOf(choice, problem)))),
    expectedDrawn: toFen(sum(chosen.map((choice) => drawnOf(choice, problem)))),
    offers: chosen.map((choice, at) => ({
      firmId: choice.line.firm.firmId,
      amount: toAmountCny(amountOf(choice, problem)),
      annualRate: choice.line.worth.annualRate,
      expectedProfit: toFen(choice.line.profit.times(choice.steps)),
      expectedDrawn: toAmountCny(drawnOf(choice, problem).toDecimalPlaces(2, Dec.ROUND_CEIL)),
      limitPrice: prices.limits[at]!,
    })),
    withoutOffer: problem.firms
      .filter(({ firmId }) => !chosenFirms.has(firmId))
      .map(({ firmId }) => ({ firmId, reason: hopeless.get(firmId) ?? 'NOT_CHOSEN' })),
    shadowPrices: {
      budget: prices.budget,
      caps: problem.caps.map((cap, index) => ({
        over: cap.over,
        name: cap.name,
        used: toAmountCny(new Dec(under[index]!).times(problem.stepYuan)),
        ...prices.caps[index]!,
      })),
    },
  };
}

const toFen = (amount: Dec) => toAmountCny(roundHalfEvenToFen(amount));

const amountOf = ({ steps }: ChosenLine, { stepYuan }: AllocationProblem): Dec =>
  new Dec(steps).times(stepYuan);

const drawnOf = ({ line, steps }: ChosenLine, { stepYuan }: AllocationProblem): Dec =>
  line.worth.drawn.times(stepYuan).times(steps);
