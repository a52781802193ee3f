import { random } from '../city/random.ts';
import type { World } from './assumptions.ts';
import { normalPoint, normalShare } from './normal.ts';

/** The common factor of a seed, standard normal: below 0 a worse time than usual, above 0 a better one. */
export const climateOf = (seed: string): number =>
  normalPoint(Math.min(Math.max(random(seed, 'climate').next(), 1e-9), 1 - 1e-9));

/**
 * How likely a borrower stops paying in any one month, given the climate that all share.
 *
 * The probability of default within a year is that of the policy, moved by one common factor Z of the seed:
 * Φ((Φ⁻¹(p) − √ρ · Z) / √(1 − ρ)); spread over twelve months, 1 − (1 − p)^(1/12) each.
 *
 * @see Vasicek, The distribution of loan portfolio value, Risk (2002)
 */
export function monthlyDefault(seed: string, { correlation, riskFactor }: World): (annual: number) => number {
  const climate = climateOf(seed);
  const known = new Map<number, number>();
  return (annual) => {
    const found = known.get(annual);
    if (found !== undefined) return found;
    const expected = Math.min(annual * riskFactor, 1);
    const inClimate =
      expected === 0 || expected === 1
        ? expected
        : normalShare(
            (normalPoint(expected) - Math.sqrt(correlation) * climate) / Math.sqrt(1 - correlation),
          );
    const monthly = -Math.expm1(Math.log1p(-inClimate) / 12);
    known.set(annual, monthly);
    return monthly;
  };
}

/** Months until the first payment that is not made, from 1; infinite for who always pays. `drawn` in [0, 1). */
export const monthsUntilDefault = (monthly: number, drawn: number): number =>
  monthly === 0 ? Number.POSITIVE_INFINITY : Math.floor(Math.log1p(-drawn) / Math.log1p(-monthly)) + 1;
