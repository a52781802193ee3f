import { fromUnits } from '../compile/feature-record.ts';
import type { Dec } from '../decimal.ts';
import type { FeatureTest } from '../policy/admission.ts';
import { allFacts, type FeatureFacts, type FeatureName } from '../policy/feature.ts';
import { type Amount, type Limit, limitFeatures, partsOf } from '../policy/limit.ts';
import { scaled } from '../policy/limit-places.ts';
import type { Policy } from '../policy/policy.ts';
import { possible } from '../policy/reach.ts';
import { writeUnits } from '../policy/write-units.ts';
import type { FeatureValues } from './feature-values.ts';
import { limitTerms } from './limit-terms.ts';

/**
 * The values at which something changes as a feature moves the way an enterprise can move it, nearest first, in units
 * of 10^−places: the next value on the other side of each bound of a rule or an attribute, and the amount at which
 * every term of the limit that rests on the feature reaches `target`.
 *
 * @param values Those of the applicant.
 * @param target A limit in yuan.
 */
export function stepsOf(policy: Policy, facts: FeatureFacts, values: FeatureValues, target: Dec): bigint[] {
  const value = values.get(facts.name);
  if (facts.influence === null || facts.categories !== null || value === undefined) return [];
  const current = scaled(String(value), facts.places);
  const raise = facts.influence === 'RAISE';
  const beyond = (units: bigint) => (raise ? units > current : units < current);
  const bounds = boundsOf(policy, facts).map((bound) => (raise ? bound : bound - 1n));
  const [{ from, to } = { from: 0n, to: 0n }] = possible(facts);
  const allowed = (units: bigint) =>
    (from === null || units >= from) && (to === null || units < to) && writeUnits(facts, units) !== undefined;
  return [...new Set([...bounds, ...limitSteps(policy, facts, values, current, target)])]
    .filter((units) => beyond(units) && allowed(units))
    .toSorted((one, other) => (one < other === raise ? -1 : 1));
}

/** The first value of every stretch that rules or attributes treat alike. */
function boundsOf({ admission, scorecard }: Policy, { name, places }: FeatureFacts): bigint[] {
  const ofTest = (test: FeatureTest): bigint[] => {
    if ('atLeast' in test) return [scaled(test.atLeast, places)];
    if ('atMost' in test) return [scaled(test.atMost, places) + 1n];
    const values = 'equals' in test ? [test.equals] : 'oneOf' in test ? test.oneOf : test.noneOf;
    return values.map((value) => scaled(value, places)).flatMap((units) => [units, units + 1n]);
  };
  return [
    ...admission.filter(({ feature }) => feature === name).flatMap(({ test }) => ofTest(test)),
    ...scorecard.characteristics
      .filter(({ feature }) => feature === name)
      .flatMap(({ attributes }) => attributes)
      .flatMap((attribute) =>
        'from' in attribute && attribute.from !== null ? [scaled(attribute.from, places)] : [],
      ),
  ];
}

/** Further than any figure of an enterprise, in units. */
const FAR = 10n ** 17n;

/**
 * By rating the nearest value at which all terms that rest on the feature are `target` or more, found by halving: with the
 * other figures as they are, and with those that can move moved as far as they go, since of two figures in one term
 * neither may do alone. Where a limit falls again as a figure goes on improving, the nearest value may be missed.
 */
function limitSteps(
  policy: Policy,
  facts: FeatureFacts,
  values: FeatureValues,
  current: bigint,
  target: Dec,
): bigint[] {
  const { limit, rating } = policy;
  const { name, places } = facts;
  const resting = termsOn(limit, name);
  const read = limitFeatures(limit).map(({ feature }) => feature);
  if (resting.size === 0 || read.some((feature) => !values.has(feature))) return [];
  const furthest = endOf(facts);
  const others = [...allFacts(policy.features).values()].filter(
    (other) => other.name !== name && other.influence !== null && read.includes(other.name),
  );
  const moved = new Map([
    ...values,
    ...others.map((other) => [other.name, fromUnits(endOf(other), other.places)] as const),
  ]);
  return (others.length === 0 ? [values] : [values, moved]).flatMap((setting) => {
    const reached = (band: string, units: bigint) =>
      limitTerms(limit, band, new Map([...setting, [name, fromUnits(units, places)]]))
        .filter((term) => resting.has(term.name))
        .every(({ amount }) => amount.gte(target));
    return rating.flatMap(({ rating: band, admitted }) => {
      if (!admitted || reached(band, current) || !reached(band, furthest)) return [];
      let [short, enough] = [current, furthest];
      while (enough - short > 1n || short - enough > 1n) {
        const middle = (short + enough) / 2n;
        if (reached(band, middle)) enough = middle;
        else short = middle;
      }
      return [enough];
    });
  });
}

/** As far as a figure can move the way an enterprise can move it, in units. */
function endOf({ places, influence, range: [lowest, highest] }: FeatureFacts): bigint {
  const end = influence === 'RAISE' ? highest : lowest;
  if (end !== null) return scaled(end, places);
  return influence === 'RAISE' ? FAR : -FAR;
}

/** Names of the terms that are composed of the feature, directly or by a term they name. */
function termsOn({ terms = [], leastOf }: Limit, feature: FeatureName): ReadonlySet<string> {
  const byName = new Map([...terms, ...leastOf].map((term) => [term.name, term]));
  const known = new Map<string, boolean>();
  const named = (name: string): boolean => {
    const found = known.get(name) ?? restsOn(byName.get(name)!);
    known.set(name, found);
    return found;
  };
  const restsOn = (amount: Amount): boolean => {
    if ('feature' in amount) return amount.feature === feature;
    if ('term' in amount) return named(amount.term);
    const factors = 'product' in amount ? amount.product.factors : [];
    const multiplied = factors.some(
      (factor) =>
        ('feature' in factor && factor.feature === feature) ||
        ('complementOf' in factor && factor.complementOf === feature),
    );
    return multiplied || partsOf(amount).some(({ part }) => restsOn(part));
  };
  return new Set(leastOf.map(({ name }) => name).filter(named));
}
