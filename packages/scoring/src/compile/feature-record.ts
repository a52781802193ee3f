import { Dec } from '../decimal.ts';
import type { Applicant } from '../decision/feature-values.ts';
import { FeatureInvalid } from '../error.ts';
import { allFacts, type Feature, type FeatureFacts, type FeatureName } from '../policy/feature.ts';
import { scaled } from '../policy/limit-places.ts';
import { isWritten } from '../policy/unit.ts';

/**
 * What a compiled policy reads: every number as a whole number of its smallest unit (fen, millionths, months), a
 * bigint only where a float would not be exact; categories by name; null = not known.
 */
export type FeatureRecord = Readonly<Record<FeatureName, number | bigint | string | null>>;

/** Values of features as they are written, checked, in whole units. */
export function recordReader(features: readonly Feature[]): (applicant: Applicant) => FeatureRecord {
  const readers = [...allFacts(features).values()].map((facts) => ({
    name: facts.name,
    read: reader(facts),
  }));
  return (applicant) => {
    const record: Record<FeatureName, number | bigint | string | null> = {};
    let invalid: FeatureName[] | undefined;
    for (const { name, read } of readers) {
      const given = Object.hasOwn(applicant, name) ? (applicant[name] ?? null) : null;
      const value = given === null ? null : read(given);
      if (value === undefined) invalid = [...(invalid ?? []), name];
      else record[name] = value;
    }
    if (invalid !== undefined) throw new FeatureInvalid(invalid);
    return record;
  };
}

/** @returns Of one feature: the value in whole units, undefined for what is no value of it. */
function reader(facts: FeatureFacts): (given: string | number) => number | bigint | string | undefined {
  if (facts.categories !== null) return (given) => (isWritten(facts, given) ? String(given) : undefined);
  const [lowest, highest] = facts.range.map((bound) =>
    bound === null ? null : toUnits(bound, facts.places),
  );
  const bounded = lowest !== null || highest !== null;
  return (given) => {
    if (!isWritten(facts, given)) return undefined;
    const units = toUnits(given, facts.places);
    if (!bounded) return units;
    const within = (lowest == null || units >= lowest) && (highest == null || units <= highest);
    return within ? units : undefined;
  };
}

/** A written decimal in units of 10^−places. */
export function toUnits(given: string | number, places: number): number | bigint {
  const text = String(given);
  const point = text.indexOf('.');
  const fraction = point < 0 ? 0 : text.length - point - 1;
  const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1);
  const units = Number(digits) * 10 ** (places - fraction);
  return Number.isSafeInteger(units) ? units : narrow(scaled(given, places));
}

const narrow = (units: bigint): number | bigint => {
  const number = Number(units);
  return Number.isSafeInteger(number) ? number : units;
};

/** The same value as a decimal again. */
export const fromUnits = (units: number | bigint, places: number): Dec =>
  new Dec(String(units)).div(new Dec(10).pow(places));
