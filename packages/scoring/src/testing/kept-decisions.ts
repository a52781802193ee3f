import { createHash } from 'node:crypto';
import type { Instant, PolicyResult } from '@xinqiao/contracts';
import { alternativesOf } from '../decision/alternatives.ts';
import { decide, decidingFeatures } from '../decision/decide.ts';
import { failedRules } from '../decision/failed-rules.ts';
import { type Applicant, readFeatures } from '../decision/feature-values.ts';
import { contains } from '../decision/score.ts';
import { EXAMPLE_POLICIES } from '../policies/examples/index.ts';
import { POLICIES } from '../policies/policies.ts';
import { allFacts, type FeatureFacts } from '../policy/feature.ts';
import { scaled } from '../policy/limit-places.ts';
import type { Policy } from '../policy/policy.ts';
import { writeUnits } from '../policy/write-units.ts';
import { dice } from './random.ts';

/** One decision as it was made once, to be made again for ever. */
export interface KeptDecision {
  /** `policyId@version`. */
  readonly policy: string;
  /** SHA-256 of the canonical JSON of its document, base64url. */
  readonly documentHash: string;
  readonly decidedAt: Instant;
  readonly applicant: Applicant;
  /** The result, byte for byte: canonical JSON (RFC 8785). */
  readonly bytes: string;
}

export const SHIPPED: ReadonlyMap<string, Policy> = new Map([...POLICIES, ...EXAMPLE_POLICIES]);

/** Canonical JSON of what has no numbers but whole ones and no keys but ASCII: there RFC 8785 only sorts the keys. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

export const hashOf = (policy: Policy): string =>
  createHash('sha256').update(canonical(policy)).digest('base64url');

const DECIDED_AT = '2026-11-22T20:00:00.000Z' as Instant;
const DAY = '2026-11-23';

/** Decisions of a policy, of every outcome and for as many different reasons as are found. */
export function decisionsToKeep(name: string, policy: Policy): KeptDecision[] {
  const { pick, whole } = dice(name.length * 7919 + policy.features.length);
  const facts = [...allFacts(decidingFeatures(policy)).values()];
  const candidates = new Map(facts.map((fact) => [fact.name, candidatesOf(policy, fact)]));
  const good = Object.fromEntries(
    facts.map((fact) => [fact.name, bestOf(policy, fact, candidates.get(fact.name)!)]),
  );
  const kept = new Map<string, KeptDecision>();
  for (let draw = 0; draw < 5_000 && kept.size < 30; draw += 1) {
    const applicant: Record<string, Applicant[string]> = { ...good };
    for (let change = whole(0, 5); change > 0; change -= 1) {
      const { name: feature } = pick(facts);
      applicant[feature] = pick([...candidates.get(feature)!, null]);
    }
    const result = decide(policy, applicant, DAY);
    const alternatives = result.outcome === 'APPROVED' ? null : alternativesOf(policy, applicant, DAY);
    const kind = kindOf(result);
    if (kept.has(kind)) continue;
    kept.set(kind, {
      ...{ policy: name, documentHash: hashOf(policy), decidedAt: DECIDED_AT, applicant },
      bytes: canonical({ ...result, alternatives }),
    });
  }
  return [...kept.values()];
}

const kindOf = ({ outcome, rating, limitBoundBy, reasons }: PolicyResult): string =>
  [outcome, rating, limitBoundBy, reasons[0]?.code].join(' ');

/** Values on the bounds of rules and attributes, beside them, and some elsewhere. */
function candidatesOf({ admission, scorecard }: Policy, facts: FeatureFacts): Applicant[string][] {
  if (facts.categories !== null) return [...facts.categories];
  const bounds = [
    ...admission
      .filter(({ feature }) => feature === facts.name)
      .flatMap(({ test }) => Object.values(test).flat()),
    ...scorecard.characteristics
      .filter(({ feature }) => feature === facts.name)
      .flatMap(({ attributes }) => attributes)
      .flatMap((attribute) => ('from' in attribute ? [attribute.from, attribute.to] : [])),
    ...['0', '1', '12', '60', '50000', '500000', '20000000'],
  ].filter((bound) => bound !== null);
  return bounds
    .flatMap((bound) => [-1n, 0n, 1n].map((step) => scaled(bound as string, facts.places) + step))
    .map((units) => writeUnits(facts, units))
    .filter((value): value is string | number => value !== undefined && canBe(facts, value));
}

function canBe(facts: FeatureFacts, value: string | number): boolean {
  const [lowest, highest] = facts.range;
  return (
    (lowest === null || Number(value) >= Number(lowest)) &&
    (highest === null || Number(value) <= Number(highest))
  );
}

/** Of the values that break no rule, the last of those with the most points. */
function bestOf(
  policy: Policy,
  { name }: FeatureFacts,
  values: readonly Applicant[string][],
): Applicant[string] {
  const features = policy.features.filter((feature) => feature.name === name);
  const points = (value: Applicant[string]): number => {
    const read = readFeatures(features, { [name]: value });
    const rules = policy.admission.filter(({ feature }) => feature === name);
    if (failedRules(rules, read).length > 0) return Number.NEGATIVE_INFINITY;
    return policy.scorecard.characteristics
      .filter(({ feature }) => feature === name)
      .map(({ attributes }) => attributes.find((one) => contains(one, read.get(name)))?.partialScore ?? 0)
      .reduce((sum, one) => sum + one, 0);
  };
  return values.reduce((best, value) => (points(value) >= points(best) ? value : best));
}
