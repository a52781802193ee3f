import { Dec } from '../decimal.ts';
import type { AllocationProblem, Candidate } from '../problem/allocation-problem.ts';
import type { RateWorth } from '../rates/expected-profit.ts';

/** Why a firm gets no offer, found before anything is solved. */
export type Hopeless = 'UNPROFITABLE' | 'NO_WHOLE_STEP';

/** One firm at one rate: an offer that could be made. */
export interface OfferLine {
  readonly firm: Candidate;
  readonly worth: RateWorth;
  /** Least and most that can be offered, in steps; 1 ≤ least ≤ most. */
  readonly least: number;
  readonly most: number;
  /** Expected profit of one step, in yuan, exact. */
  readonly profit: Dec;
  /** What one step uses of the budget: the step itself, or what is expected to be taken of it, exact. */
  readonly use: Dec;
}

/**
 * Gives every offer that could be made to a firm, or why there is none. What a step earns and uses is reckoned once for
 * all firms with the same choices.
 */
export function offerLines({ stepYuan, budgetCounts }: Pick<AllocationProblem, 'stepYuan' | 'budgetCounts'>) {
  const known = new Map<RateWorth, Pick<OfferLine, 'profit' | 'use'>>();
  const ofStep = (worth: RateWorth) => {
    const found = known.get(worth) ?? {
      profit: worth.profit.times(stepYuan),
      use: budgetCounts === 'OFFERED' ? new Dec(stepYuan) : worth.drawn.times(stepYuan),
    };
    known.set(worth, found);
    return found;
  };
  /** @param choices Rates that can be right for the firm. */
  return (firm: Candidate, choices: readonly RateWorth[]): readonly OfferLine[] | Hopeless => {
    const least = new Dec(firm.lowest).div(stepYuan).ceil().toNumber();
    const most = new Dec(firm.highest).div(stepYuan).floor().toNumber();
    if (least > most) return 'NO_WHOLE_STEP';
    if (choices.length === 0) return 'UNPROFITABLE';
    return choices.map((worth) => ({ firm, worth, least, most, ...ofStep(worth) }));
  };
}
