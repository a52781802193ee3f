import { floorToYuan } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';
import { millionthsAt, writeProbability } from './default-probability.ts';
import { allFacts } from './feature.ts';
import { highestLimit } from './highest-limit.ts';
import type { PolicyDocument } from './policy.ts';
import { annualRateOf } from './price.ts';
import type { Report } from './problem.ts';
import type { ReferralRule } from './referral.ts';
import { meritSign, scoreRange } from './scorecard.ts';

/** Highest amount that can be written. */
const MOST_AMOUNT = '9999999999999999.99';

/** That some offer can be made, that every one can be written, and that some meets each referral. */
export function checkOffers(policy: PolicyDocument, report: Report): void {
  for (const rule of idleReferrals(policy))
    report(['referrals', policy.referrals!.indexOf(rule)], 'RULE_UNREACHABLE');
  const scores = admittedScores(policy);
  // A policy that admits no rating makes none on purpose.
  if (scores === null) return;
  const { limit, price } = policy;
  const highest = highestLimit(policy, allFacts(policy.features));
  if (highest.gt(MOST_AMOUNT)) report(['limit', 'leastOf'], 'LIMIT_TOO_HIGH');
  else if (highest.lt(limit.minimum)) report(['limit', 'minimum'], 'LIMIT_UNREACHABLE');
  else if (floorToYuan(highest, limit.roundDownTo).lt(limit.minimum))
    report(['limit', 'roundDownTo'], 'LIMIT_UNREACHABLE');
  if ('byRisk' in price && annualRateOf(price, '', probabilityAt(policy, scores.best)) === null)
    report(['price', 'byRisk'], 'RATE_ABOVE_CEILING');
}

/**
 * Referrals that no offer can meet: a limit above the highest, a probability above that of everybody who is lent to, or
 * one whose price passes the ceiling.
 */
export function idleReferrals(policy: PolicyDocument): ReferralRule[] {
  const { referrals = [], limit, price, defaultProbability } = policy;
  const scores = admittedScores(policy);
  if (scores === null) return [...referrals];
  const most = floorToYuan(highestLimit(policy, allFacts(policy.features)), limit.roundDownTo);
  const riskiest = defaultProbability === undefined ? '0' : probabilityAt(policy, scores.worst);
  return referrals.filter(({ when }) => {
    if ('limitAtLeast' in when) return most.lt(when.limitAtLeast);
    if ('ratingIn' in when) return false;
    const { probabilityAtLeast } = when;
    const refused = 'byRisk' in price && annualRateOf(price, '', probabilityAtLeast) === null;
    return refused || new Dec(riskiest).lt(probabilityAtLeast);
  });
}

/** The best and the worst score that is lent to; null where none is. */
function admittedScores({
  scorecard,
  rating,
}: Pick<PolicyDocument, 'scorecard' | 'rating'>): { best: number; worst: number } | null {
  const last = rating.findLast(({ admitted }) => admitted);
  if (last === undefined) return null;
  const { lowest, highest } = scoreRange(scorecard);
  return meritSign(scorecard) === 1
    ? { best: highest, worst: Math.max(last.from ?? lowest, lowest) }
    : { best: lowest, worst: Math.min(last.from ?? highest, highest) };
}

const probabilityAt = ({ defaultProbability }: PolicyDocument, score: number): string =>
  writeProbability(millionthsAt(defaultProbability!, score));
