import type { AdmissionRule, FeatureTest } from './admission.ts';
import { Coverage } from './coverage.ts';
import type { FeatureFacts, FeatureName } from './feature.ts';
import { scaled } from './limit-places.ts';
import { between, complement, intersection, only, union, type ValueSet } from './value-set.ts';

/** The values of a numeric feature for which a test holds. */
export function passing(test: FeatureTest, { places }: Pick<FeatureFacts, 'places'>): ValueSet {
  const one = (value: string | number) => only(scaled(value, places));
  if ('atLeast' in test) return between(scaled(test.atLeast, places), null);
  if ('atMost' in test) return between(null, scaled(test.atMost, places) + 1n);
  if ('equals' in test) return one(test.equals);
  return 'oneOf' in test ? union(...test.oneOf.map(one)) : complement(union(...test.noneOf.map(one)));
}

/** The values that the range of a numeric feature allows. */
export function possible({
  range: [lowest, highest],
  places,
}: Pick<FeatureFacts, 'range' | 'places'>): ValueSet {
  return between(
    lowest === null ? null : scaled(lowest, places),
    highest === null ? null : scaled(highest, places) + 1n,
  );
}

/**
 * Admission rules that decide nothing: whoever breaks one breaks others that do at least as much. They are looked for
 * from the last to the first, and what was found no longer counts: of two that do the same, the later one is named.
 */
export function idleRules(
  rules: readonly AdmissionRule[],
  features: ReadonlyMap<FeatureName, FeatureFacts>,
): AdmissionRule[] {
  const byFeature = Map.groupBy(
    rules.filter(({ feature }) => features.has(feature)),
    ({ feature }) => feature,
  );
  const idle = new Set<AdmissionRule>();
  for (const [feature, own] of byFeature) {
    const failing = new Map(own.map((rule) => [rule, failingValues(rule, features.get(feature)!)]));
    const all = new Coverage([...failing.values()]);
    const declined = new Coverage(
      own.flatMap((rule) => (rule.onFail === 'DECLINE' ? [failing.get(rule)!] : [])),
    );
    for (const rule of own.toReversed()) {
      const values = failing.get(rule)!;
      const declines = rule.onFail === 'DECLINE';
      if (!(declines ? declined : all).isHeld(values, 2)) continue;
      idle.add(rule);
      all.add(values, -1);
      if (declines) declined.add(values, -1);
    }
  }
  return rules.filter((rule) => idle.has(rule));
}

/** The values that break a rule; categories by their places. */
function failingValues({ test }: AdmissionRule, facts: FeatureFacts): ValueSet {
  if (facts.categories === null) return intersection(complement(passing(test, facts)), possible(facts));
  const places = new Map(facts.categories.map((name, place) => [name, BigInt(place)]));
  const named = union(...valuesNamed(test).map((value) => only(places.get(String(value))!)));
  return 'noneOf' in test
    ? named
    : intersection(between(0n, BigInt(facts.categories.length)), complement(named));
}

const valuesNamed = (test: FeatureTest): readonly (string | number)[] => {
  if ('equals' in test) return [test.equals];
  if ('oneOf' in test) return test.oneOf;
  return 'noneOf' in test ? test.noneOf : [];
};
