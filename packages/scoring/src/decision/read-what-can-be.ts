import { FeatureInvalid } from '../error.ts';
import type { Feature, FeatureName } from '../policy/feature.ts';
import { type Applicant, type FeatureValues, readFeatures } from './feature-values.ts';

/**
 * Reads the features whose values can be true, and names those whose values cannot.
 *
 * For watching only: one false figure must not hide what the others say. A decision refuses such data instead.
 */
export function readWhatCanBe(
  features: readonly Feature[],
  applicant: Applicant,
): { values: FeatureValues; invalid: ReadonlySet<FeatureName> } {
  try {
    return { values: readFeatures(features, applicant), invalid: new Set() };
  } catch (error) {
    if (!(error instanceof FeatureInvalid)) throw error;
    const invalid = new Set(error.features);
    const rest = features.filter(({ name }) => !invalid.has(name));
    return { values: readFeatures(rest, applicant), invalid };
  }
}
