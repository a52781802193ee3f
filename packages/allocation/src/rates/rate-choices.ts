import type { AllocationProblem, Candidate } from '../problem/allocation-problem.ts';
import { type RateWorth, rateWorth } from './expected-profit.ts';

/** Whether the first rate is at least as good as the second in all that the problem can see. */
type Beats = (a: RateWorth, b: RateWorth) => boolean;

const BEATS: Record<AllocationProblem['budgetCounts'], Beats> = {
  OFFERED: (a, b) => a.profit.gte(b.profit),
  EXPECTED: (a, b) => a.profit.gte(b.profit) && a.drawn.lte(b.drawn),
};

/**
 * The rates that can be right for a firm: profitable, and beaten by no other.
 *
 * Where the budget counts offers, only the most profitable can be; where it counts what is expected to be taken, a dearer
 * rate that earns less can be too, since it uses less of the budget. Leaving out beaten rates loses no optimum: every
 * limit lets the better rate take the place of the beaten one. Among equals the lowest rate stays, which is the
 * enterprise’s advantage. Rates come from the lowest.
 */
export function rateChoices(
  firm: Pick<Candidate, 'rating' | 'defaultProbability'>,
  problem: AllocationProblem,
): RateWorth[] {
  const beats = BEATS[problem.budgetCounts];
  const worths = problem.rates
    .flatMap(({ annualRate, churn }) => {
      const lost = churn[firm.rating];
      return lost === undefined
        ? []
        : [rateWorth({ annualRate, churn: lost }, firm.defaultProbability, problem)];
    })
    .filter(({ profit }) => profit.gt(0));
  return worths.filter(
    (worth, index) =>
      !worths.some(
        (other, place) => place !== index && beats(other, worth) && (place < index || !beats(worth, other)),
      ),
  );
}

/** The same, reckoned once for all firms of one rating and probability of default. */
export function rememberedChoices(
  problem: AllocationProblem,
): (firm: Parameters<typeof rateChoices>[0]) => RateWorth[] {
  const known = new Map<string, RateWorth[]>();
  return (firm) => {
    const key = `${firm.rating} ${firm.defaultProbability}`;
    const choices = known.get(key) ?? rateChoices(firm, problem);
    known.set(key, choices);
    return choices;
  };
}
