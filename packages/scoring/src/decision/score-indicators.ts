import type { Indicators } from '@xinqiao/contracts';
import type { Policy } from '../policy/policy.ts';
import { readFeatures } from './feature-values.ts';
import { type Score, scoreFeatures } from './score.ts';

/**
 * The score alone, admission apart: for ranking and validation, never for granting credit.
 *
 * @returns Null when a characteristic's indicator is not known and its absence is not scored.
 * @throws {IndicatorInvalid} as `decide`.
 */
export function scoreIndicators(policy: Policy, indicators: Indicators): Score | null {
  const values = readFeatures(policy.features, indicators);
  const scorable = policy.scorecard.characteristics.every(
    ({ feature, attributes }) =>
      values.has(feature) || attributes.some((attribute) => 'missing' in attribute),
  );
  return scorable ? scoreFeatures(policy.scorecard, values) : null;
}
