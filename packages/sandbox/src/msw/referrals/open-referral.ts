import {
  type Decision,
  type Instant,
  REFERRAL_DAYS,
  type Referral,
  type ReferralId,
} from '@xinqiao/contracts';
import { offerBounds, type Policy } from '@xinqiao/scoring';
import type { Platform } from '../platform.ts';

const DAY_MS = 86_400_000;

/** Puts a decision that was referred to people into the queue of its bank. */
export function openReferral({ state, events, newId }: Platform, policy: Policy, decision: Decision): void {
  const { decisionId, consentId, subjectId, participantId, outcome, decidedAt, reasons, missing } = decision;
  if (outcome !== 'REFERRED') return;
  const { limit, rateFloor, rateCeiling } = offerBounds(policy);
  const referralId = newId('ref') as ReferralId;
  const deadlineAt = new Date(Date.parse(decidedAt) + REFERRAL_DAYS * DAY_MS).toISOString() as Instant;
  const waiting = {
    status: 'WAITING',
    revision: 0,
    proposal: null,
    proposedBy: null,
    proposedAt: null,
  } as const;
  const referral: Omit<Referral, 'light'> = {
    ...{ referralId, decisionId, participantId, consentId, subjectId },
    ...{ policyId: decision.policyId, policyVersion: decision.policyVersion, why: reasons, missing },
    ...{ limitCeiling: limit, rateFloor, rateCeiling },
    ...{ ...waiting, openedAt: decidedAt, deadlineAt, settledBy: null, settledAt: null },
  };
  state.referrals.set(referralId, referral);
  events.append({
    participantId,
    type: 'cn.xinqiao.decision.referred.v1',
    subject: referralId,
    data: { referralId, decisionId, consentId, deadlineAt },
  });
}
