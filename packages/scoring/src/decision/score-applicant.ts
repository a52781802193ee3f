import type { Policy } from '../policy/policy.ts';
import { type Applicant, readFeatures } from './feature-values.ts';
import { type Score, scoreFeatures } from './score.ts';

/**
 * The score alone, admission apart: for ranking and validation, never for granting credit.
 *
 * @returns Null when a characteristic's feature is not known and its absence is not scored.
 * @throws {FeatureInvalid} as `decide`.
 */
export function scoreApplicant(policy: Policy, applicant: Applicant): Score | null {
  const values = readFeatures(policy.features, applicant);
  const scorable = policy.scorecard.characteristics.every(
    ({ feature, attributes }) =>
      values.has(feature) || attributes.some((attribute) => 'missing' in attribute),
  );
  return scorable ? scoreFeatures(policy.scorecard, values) : null;
}
