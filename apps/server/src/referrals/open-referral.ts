import { type Decision, type Instant, REFERRAL_DAYS, type ReferralId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { offerBounds, type Policy } from '@xinqiao/scoring';
import { appendEvent } from '../events/append-event.ts';
import type { Services } from '../services.ts';
import { referralSeal } from './referral-seal.ts';

const DAY_MS = 86_400_000;

/**
 * Puts a decision that was referred to people into the queue of its bank, in the transaction in which it is made, with
 * the bounds within which they decide: those of the policy that referred it.
 */
export async function openReferral(
  services: Services,
  tx: Tx,
  policy: Policy,
  { decisionId, consentId, subjectId, participantId, outcome, decidedAt }: Decision,
): Promise<void> {
  if (outcome !== 'REFERRED') return;
  const { limit: limitCeiling, rateFloor, rateCeiling } = offerBounds(policy);
  const referralId = services.newId('ref') as ReferralId;
  const deadlineAt = new Date(Date.parse(decidedAt) + REFERRAL_DAYS * DAY_MS);
  const row = {
    ...{ id: referralId, decisionId, participantId, subjectId, consentId },
    ...{ status: 'WAITING', revision: 0, openedAt: new Date(decidedAt), deadlineAt },
    ...{ limitCeiling, rateFloor, rateCeiling },
    ...{ outcome: null, creditLimit: null, annualRate: null, termsSealed: null, reasons: [] },
    ...{ proposedBy: null, proposedAt: null, settledBy: null, settledAt: null },
  };
  await tx.referral.create({ data: { ...row, seal: referralSeal(services.vault, row) } });
  await appendEvent(services, tx, {
    participantId,
    type: 'cn.xinqiao.decision.referred.v1',
    orderingKey: referralId,
    data: { referralId, decisionId, consentId, deadlineAt: deadlineAt.toISOString() as Instant },
  });
}
