import {
  type CalendarDate,
  type DecisionReason,
  type Indicators,
  type PolicyResult,
  REASONS,
  type ReasonCode,
  toAmountCny,
} from '@xinqiao/contracts';
import { PolicyNotInForce } from '../error.ts';
import type { Policy } from '../policy/policy.ts';
import { failedRules } from './failed-rules.ts';
import { readFeatures } from './feature-values.ts';
import { isInForce } from './in-force.ts';
import { limitOf } from './limit-terms.ts';
import { heaviestLosses, type Score, scoreFeatures } from './score.ts';

/**
 * Decides by a policy: admission, score, rating, limit, price.
 *
 * Pure and exact: the same input gives the same value, with its keys in the same order. A broken rule or an
 * absent indicator that declines ends the matter before scoring, as does one absent that must be referred.
 * A broken rule that refers does not: the person who decides sees score and rating, and what the score or
 * the limit refuses stays refused.
 *
 * `reasons` are all broken rules in policy order, each once, then at most four losses of points; an
 * approval has the latter too. `missing` names every feature without a value.
 *
 * @param indicators Values of the subject; null and absent both mean not known. Only the policy's features
 *   are read.
 * @param asOf Day of the decision, Asia/Shanghai.
 * @throws {PolicyNotInForce} when `asOf` is outside the policy's validity.
 * @throws {IndicatorInvalid} when a value is not one its indicator can have; nothing is decided then.
 * @throws {ValueError} `DATE_INVALID` when `asOf` is not a date.
 */
export function decide(policy: Policy, indicators: Indicators, asOf: CalendarDate): PolicyResult {
  if (!isInForce(policy, asOf)) throw new PolicyNotInForce();
  const values = readFeatures(policy.features, indicators);

  const absent = policy.features.filter(({ name }) => !values.has(name));
  const blocking = absent.filter(({ missing }) => missing !== 'SCORE');
  const failed = failedRules(policy.admission, values);
  const verdicts = [...failed.map(({ onFail }) => onFail), ...blocking.map(({ missing }) => missing)];
  const rules: ReasonCode[] = failed.map(({ reasonCode }) => reasonCode);
  const missing = absent.map(({ name }) => name);

  if (blocking.length > 0) rules.push('DATA_MISSING');
  if (verdicts.includes('DECLINE')) return unscored(policy, 'DECLINED', rules, missing);
  if (blocking.length > 0) return unscored(policy, 'REFERRED', rules, missing);

  const score = scoreFeatures(policy.scorecard, values);
  const band = policy.rating.find(({ from }) => from === null || score.score >= from)!;
  const scored = { rating: band.rating, score: score.score };
  const refuse = (code: ReasonCode) =>
    result(policy, {
      outcome: 'DECLINED',
      ...NO_CREDIT,
      ...scored,
      reasons: reasons([...rules, code], score),
      missing,
    });

  if (!band.admitted) return refuse('RATING_NOT_ADMITTED');
  const limit = limitOf(policy.limit, band.rating, values);
  if (limit === null) return refuse('LIMIT_TOO_SMALL');

  const given = { ...scored, reasons: reasons(rules, score), missing };
  if (verdicts.length > 0) return result(policy, { outcome: 'REFERRED', ...NO_CREDIT, ...given });
  return result(policy, {
    outcome: 'APPROVED',
    limit: toAmountCny(limit),
    annualRate: policy.price.annualRateByRating[band.rating]!,
    ...given,
  });
}

const NO_CREDIT = { limit: '0.00', annualRate: null } as const;

const unscored = (
  policy: Policy,
  outcome: 'DECLINED' | 'REFERRED',
  rules: readonly ReasonCode[],
  missing: string[],
): PolicyResult =>
  result(policy, { outcome, ...NO_CREDIT, rating: null, score: null, reasons: reasons(rules), missing });

/** Broken rules cost no points; a code that a rule gave is not repeated for its points. */
function reasons(rules: readonly ReasonCode[], score?: Score): DecisionReason[] {
  const codes = new Set(rules);
  const losses = score ? heaviestLosses(score, codes) : [];
  return [...[...codes].map((code) => ({ code, pointsLost: 0 })), ...losses].map(({ code, pointsLost }) => ({
    code,
    text: { ...REASONS[code] },
    pointsLost,
  }));
}

/** One place for the order of keys, which is that of the contract. */
const result = (
  { policyId, version }: Policy,
  {
    outcome,
    limit,
    annualRate,
    rating,
    score,
    reasons,
    missing,
  }: Omit<PolicyResult, 'policyId' | 'policyVersion'>,
): PolicyResult => ({
  policyId,
  policyVersion: version,
  outcome,
  limit,
  annualRate,
  rating,
  score,
  reasons,
  missing,
});
