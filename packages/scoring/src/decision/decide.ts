import { type CalendarDate, type DecisionReason, type PolicyResult, toAmountCny } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';
import { PolicyNotInForce } from '../error.ts';
import { millionthsAt, writeProbability } from '../policy/default-probability.ts';
import { limitFeatures } from '../policy/limit.ts';
import type { Policy } from '../policy/policy.ts';
import { annualRateOf } from '../policy/price.ts';
import { textOfReason } from '../policy/reason.ts';
import { meritSign } from '../policy/scorecard.ts';
import { bestScore } from './best-score.ts';
import { failedRules } from './failed-rules.ts';
import { type Applicant, readFeatures } from './feature-values.ts';
import { isInForce } from './in-force.ts';
import { limitOf } from './limit-terms.ts';
import { isReferred } from './referrals.ts';
import { heaviestLosses, type Score, scoreFeatures } from './score.ts';

/**
 * Decides by a policy: admission, score, rating, limit, price, referral.
 *
 * Pure and exact: the same input gives the same value, with its keys in the same order. A broken rule or an
 * absent feature that declines ends the matter before scoring (unless the policy scores those it declines), as does
 * one absent that must be referred. A broken rule that refers does not: the person who decides sees score and rating,
 * and what the score, the limit or the price refuses stays refused.
 *
 * `reasons` are all broken rules in policy order, each once, then at most four losses of points; an
 * approval has the latter too. `missing` names every feature without a value, save those that only warnings read.
 *
 * This is the meaning that the compilers are held to: plain to read, in decimals throughout.
 *
 * @param applicant Values by feature; null and absent both mean not known. Only the policy's features are read.
 * @param asOf Day of the decision, Asia/Shanghai.
 * @throws {PolicyNotInForce} when `asOf` is outside the policy's validity.
 * @throws {FeatureInvalid} when a value is not one its feature can have; nothing is decided then.
 * @throws {ValueError} `DATE_INVALID` when `asOf` is not a date.
 */
export function decide(policy: Policy, applicant: Applicant, asOf: CalendarDate): PolicyResult {
  if (!isInForce(policy, asOf)) throw new PolicyNotInForce();
  const features = decidingFeatures(policy);
  const values = readFeatures(features, applicant);

  const absent = features.filter(({ name }) => !values.has(name));
  const blocking = absent.filter(({ missing }) => missing !== 'SCORE');
  const failed = failedRules(policy.admission, values);
  const verdicts = [...failed.map(({ onFail }) => onFail), ...blocking.map(({ missing }) => missing)];
  const declined = verdicts.includes('DECLINE');
  const rules = failed.map(({ reasonCode }) => reasonCode);
  const missing = absent.map(({ name }) => name);

  if (blocking.length > 0) rules.push('DATA_MISSING');
  if (blocking.length > 0 || (declined && policy.scoreDeclined !== true))
    return result(policy, {
      outcome: declined ? 'DECLINED' : 'REFERRED',
      ...NO_CREDIT,
      ...UNSCORED,
      reasons: reasons(policy, rules),
      missing,
    });

  const score = scoreFeatures(policy.scorecard, values);
  const sign = meritSign(policy.scorecard);
  const bandAt = (points: number) =>
    policy.rating.findIndex(({ from }) => from === null || sign * points >= sign * from);
  const place = bandAt(score.score);
  const { rating, admitted } = policy.rating[place]!;
  const millionths =
    policy.defaultProbability === undefined ? null : millionthsAt(policy.defaultProbability, score.score);
  const probability = millionths === null ? null : writeProbability(millionths);
  const scored = { rating, score: score.score, defaultProbability: probability };
  const given = (more: readonly string[] = []) => ({
    ...scored,
    reasons: reasons(policy, [...rules, ...more], score),
    missing,
  });
  const refuse = (...more: string[]) => result(policy, { outcome: 'DECLINED', ...NO_CREDIT, ...given(more) });

  if (declined) return refuse();
  if (!admitted) return refuse('RATING_NOT_ADMITTED');
  const limit = limitOf(policy.limit, rating, values);
  if (limit === null) return refuse('LIMIT_TOO_SMALL');
  const annualRate = annualRateOf(policy.price, rating, probability);
  if (annualRate === null) return refuse('RATE_ABOVE_CEILING');

  // What is not known must not spare an applicant a referral that the best value would have met.
  const best = absent.length === 0 ? place : bandAt(bestScore(policy.scorecard, values, score.score));
  const offer = {
    limit: best === place ? limit.amount : limitOf(policy.limit, policy.rating[best]!.rating, values)!.amount,
    ratings: policy.rating.slice(best, place + 1).map((band) => band.rating),
    probability: new Dec(probability ?? 0),
  };
  const referrals = (policy.referrals ?? []).filter((rule) => isReferred(rule, offer));
  if (verdicts.length + referrals.length > 0)
    return result(policy, {
      outcome: 'REFERRED',
      ...NO_CREDIT,
      ...given(referrals.map(({ reasonCode }) => reasonCode)),
    });
  return result(policy, {
    outcome: 'APPROVED',
    limit: toAmountCny(limit.amount),
    limitBoundBy: limit.boundBy,
    annualRate,
    ...given(),
  });
}

const NO_CREDIT = { limit: '0.00', limitBoundBy: null, annualRate: null } as const;
const UNSCORED = { rating: null, score: null, defaultProbability: null } as const;

/** The features a decision reads: all but those that only warnings do. */
export function decidingFeatures(policy: Policy): Policy['features'] {
  const warned = new Set((policy.warnings ?? []).map(({ feature }) => feature));
  if (warned.size === 0) return policy.features;
  const needed = new Set([
    ...policy.admission.map(({ feature }) => feature),
    ...policy.scorecard.characteristics.map(({ feature }) => feature),
    ...limitFeatures(policy.limit).map(({ feature }) => feature),
  ]);
  return policy.features.filter(({ name }) => needed.has(name));
}

/** Broken rules cost no points; a code that a rule gave is not repeated for its points. */
function reasons(policy: Policy, rules: readonly string[], score?: Score): DecisionReason[] {
  const codes = new Set(rules);
  const losses = score ? heaviestLosses(score, codes) : [];
  return [...[...codes].map((code) => ({ code, pointsLost: 0 })), ...losses].map(({ code, pointsLost }) => ({
    code,
    text: { ...textOfReason(policy.reasons ?? [], code) },
    pointsLost,
  }));
}

/** One place for the order of keys, which is that of the contract. */
const result = (
  { policyId, version }: Policy,
  {
    outcome,
    limit,
    limitBoundBy,
    annualRate,
    rating,
    score,
    defaultProbability,
    reasons,
    missing,
  }: Omit<PolicyResult, 'policyId' | 'policyVersion'>,
): PolicyResult => ({
  policyId,
  policyVersion: version,
  outcome,
  limit,
  limitBoundBy,
  annualRate,
  rating,
  score,
  defaultProbability,
  reasons,
  missing,
});
