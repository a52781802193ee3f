import { Dec } from '../decimal.ts';
import { FeatureInvalid } from '../error.ts';
import { allFacts, type Feature, type FeatureFacts, type FeatureName } from '../policy/feature.ts';
import { isWritten } from '../policy/unit.ts';

/** Values of one applicant by feature, as their sources write them; null and absent both mean not known. */
export type Applicant = Readonly<Record<string, string | number | null | undefined>>;

/** A number, exactly, or the name of a category. */
export type FeatureValue = Dec | string;

/** The known values; a feature that is absent or null has no entry. */
export type FeatureValues = ReadonlyMap<FeatureName, FeatureValue>;

/**
 * Reads the policy's features of an applicant. Others are not looked at.
 *
 * @throws {FeatureInvalid} naming every feature whose value its unit or range does not allow.
 */
export function readFeatures(features: readonly Feature[], applicant: Applicant): FeatureValues {
  const values = new Map<FeatureName, FeatureValue>();
  const invalid: FeatureName[] = [];
  for (const facts of allFacts(features).values()) {
    const { name } = facts;
    const given = Object.hasOwn(applicant, name) ? (applicant[name] ?? null) : null;
    if (given === null) continue;
    const value = readValue(facts, given);
    if (value === undefined) invalid.push(name);
    else values.set(name, value);
  }
  if (invalid.length > 0) throw new FeatureInvalid(invalid);
  return values;
}

function readValue(facts: FeatureFacts, given: string | number): FeatureValue | undefined {
  if (!isWritten(facts, given)) return undefined;
  if (facts.categories !== null) return String(given);
  const number = new Dec(given);
  return inRange(facts, number) ? number : undefined;
}

/**
 * Whether a value can be true. One out of range is an error in the data, however good it looks: arrears of −1 yuan
 * must not pass for none, 99 months of 12 not for the best of payers. Net sales and tax can truly be negative.
 */
export function inRange({ range: [lowest, highest] }: Pick<FeatureFacts, 'range'>, value: Dec): boolean {
  return (lowest === null || value.gte(lowest)) && (highest === null || value.lte(highest));
}
