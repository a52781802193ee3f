import { type Decision, dateOf, type PolicyResult, REASONS } from '@xinqiao/contracts';
import type { Policy } from '../policy/policy.ts';
import { alternativesOf } from './alternatives.ts';
import { decide } from './decide.ts';

/** What a recorded decision says today. */
export interface Replay {
  /** What the policy says of the recorded inputs, on the day of the decision. */
  readonly result: PolicyResult & Pick<Decision, 'alternatives'>;
  /** Keys whose values are not the recorded ones; none for the same decision, to the byte of its canonical JSON. */
  readonly differences: readonly string[];
}

/** What is enough of a record to repeat it. */
export type Replayable = PolicyResult &
  Pick<Decision, 'decidedAt' | 'indicators' | 'alternatives'> & { readonly documentHash?: string | null };

/**
 * Makes a recorded decision again from what it was made from: its inputs, the version of the policy it names, its day.
 *
 * Pure: on another machine, years later, it is the same. What the platform adds for persons, that a human reviews what
 * a machine would refuse (PIPL art. 24), is added where the record says so.
 *
 * @param policy The version the record names, whether or not it is in force; see `documentHash` for its bytes.
 * @throws {PolicyNotInForce} when the policy did not decide on that day; {FeatureInvalid} when the record’s inputs are
 *   not what its features can have
 */
export function replay(decision: Replayable, policy: Policy): Replay {
  const { indicators = {}, decidedAt } = decision;
  const day = dateOf(decidedAt);
  const said = decide(policy, indicators, day);
  const reviewed =
    decision.outcome === 'REFERRED' &&
    said.outcome === 'DECLINED' &&
    decision.reasons[0]?.code === 'HUMAN_REVIEW';
  const review = { code: 'HUMAN_REVIEW', text: { ...REASONS.HUMAN_REVIEW }, pointsLost: 0 };
  const outcome: PolicyResult = reviewed
    ? { ...said, outcome: 'REFERRED', reasons: [review, ...said.reasons] }
    : said;
  // A record of before alternatives were kept has none to compare.
  const searched = said.outcome !== 'APPROVED' && decision.alternatives !== null;
  const result = { ...outcome, alternatives: searched ? alternativesOf(policy, indicators, day) : null };
  const keys = Object.keys(result) as (keyof typeof result)[];
  return { result, differences: keys.filter((key) => !sameJson(result[key], decision[key])) };
}

/** Whether two values are the same JSON, whatever the order of keys. */
function sameJson(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other;
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) =>
        Object.hasOwn(other, key) &&
        sameJson((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
    )
  );
}
