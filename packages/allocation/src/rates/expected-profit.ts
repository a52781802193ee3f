import { Dec } from '../decimal.ts';
import type { AllocationProblem } from '../problem/allocation-problem.ts';

/** What one yuan of a loan is expected to leave a bank in its year, and how much of an offer is taken up. */
export interface RateWorth {
  /** Rate per year, as the table writes it. */
  readonly annualRate: string;
  /** Expected profit for each yuan offered. */
  readonly profit: Dec;
  /** Share of an offer that is expected to be taken: 1 − churn. */
  readonly drawn: Dec;
}

/**
 * Worth of offering at a rate r: (1 − churn) × ((1 − PD) × r − PD × LGD − c).
 *
 * A firm that stays pays the rate unless it defaults; one that defaults pays no interest and loses the bank LGD of the
 * principal; the money costs c either way. With PD = 0 this is the (r − c)(1 − churn) of CUMCM 2020 problem C.
 */
export function rateWorth(
  { annualRate, churn }: { annualRate: string; churn: string },
  defaultProbability: string,
  { fundingCost, lossGivenDefault }: Pick<AllocationProblem, 'fundingCost' | 'lossGivenDefault'>,
): RateWorth {
  const drawn = new Dec(1).minus(churn);
  const lost = new Dec(defaultProbability).times(lossGivenDefault);
  const earned = new Dec(1).minus(defaultProbability).times(annualRate);
  return { annualRate, drawn, profit: drawn.times(earned.minus(lost).minus(fundingCost)) };
}
