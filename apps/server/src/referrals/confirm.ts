import { type ConsentStatus, type Decision, type ErrorCode, PlatformError } from '@xinqiao/contracts';
import { lockConsentForShare, type Tx } from '@xinqiao/db';
import { openRecord } from '../decisions/kept-record.ts';
import { appendEvent } from '../events/append-event.ts';
import type { Handler } from '../http/run-operation.ts';
import { requireFourEyes } from '../participants/acting-person.ts';
import type { Services } from '../services.ts';
import { requireNotRetired } from './not-retired.ts';
import type { OpenedReferral } from './referral-view.ts';
import { takeStep } from './step.ts';

/**
 * The second pair of eyes: what another person proposed is decided. Nobody is lent to whose consent has ended or rests,
 * whose data was erased, or whom a version referred that was retired since; a refusal can always be confirmed.
 */
export const confirmReferral: Handler<'referrals.confirm'> = (context, { referralId, revision }) => {
  const { services, principal } = context;
  return takeStep(context, {
    ...{ referralId, revision, kind: 'REFERRAL_SETTLED' },
    async changes(tx, row, person) {
      if (row.status !== 'PROPOSED') throw new PlatformError('REFERRAL_CHANGED_MEANWHILE');
      await requireFourEyes(tx, row, person, 'referrals:work');
      if (row.outcome === 'APPROVED') await requireNotRetired(tx, await requireConsent(services, tx, row));
      return { status: 'SETTLED', settledBy: person, settledAt: services.clock.now() };
    },
    async after(tx, { id, decisionId, consentId, outcome }) {
      await appendEvent(services, tx, {
        participantId: principal.participantId,
        type: 'cn.xinqiao.referral.settled.v1',
        orderingKey: id,
        data: { referralId: id, decisionId, consentId, outcome } as never,
      });
    },
  });
};

const NOT_ACTIVE: Readonly<Partial<Record<ConsentStatus, ErrorCode>>> = {
  PAUSED: 'CONSENT_PAUSED',
  REVOKED: 'CONSENT_REVOKED',
};

/** @returns What was decided. @throws {PlatformError} `CONSENT_PAUSED`, `CONSENT_REVOKED`, `CONSENT_EXPIRED`; `SUBJECT_ERASED` */
async function requireConsent(services: Services, tx: Tx, row: OpenedReferral): Promise<Decision> {
  // Held until the commit: a revocation comes before it or after it, not between.
  const consent = await lockConsentForShare(tx, row.consentId);
  const now = services.clock.now();
  if (consent?.status !== 'ACTIVE' || consent.expiresAt === null || consent.expiresAt <= now)
    throw new PlatformError(NOT_ACTIVE[consent?.status as ConsentStatus] ?? 'CONSENT_EXPIRED');
  return openRecord(services.vault, tx, row.decision);
}
