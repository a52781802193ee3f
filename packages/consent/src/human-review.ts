import { type PolicyResult, REASONS } from '@xinqiao/contracts';
import type { PersonDuties } from './person-duties.ts';

/**
 * A refusal of somebody whom no machine may refuse becomes a referral to a person at the bank (PIPL art. 24 para. 3).
 *
 * What the policy said stays: rating, score and reasons. HUMAN_REVIEW comes on top, so that whoever repeats the
 * decision from its record finds why the outcome is another than the policy's.
 */
export function reviewedByHuman(
  result: PolicyResult,
  { humanReviewOfDecline }: Pick<PersonDuties, 'humanReviewOfDecline'>,
): PolicyResult {
  if (!humanReviewOfDecline || result.outcome !== 'DECLINED') return result;
  const reason = { code: 'HUMAN_REVIEW', text: REASONS.HUMAN_REVIEW, pointsLost: 0 } as const;
  return { ...result, outcome: 'REFERRED', reasons: [reason, ...result.reasons] };
}
