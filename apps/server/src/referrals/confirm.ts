import {
  type ConsentStatus,
  type ErrorCode,
  type ParticipantKind,
  PlatformError,
  type Scope,
} from '@xinqiao/contracts';
import { lockConsentForShare, type Tx } from '@xinqiao/db';
import { appendEvent } from '../events/append-event.ts';
import { scopesOfRoles } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import type { Services } from '../services.ts';
import { type OpenedReferral, recordOf } from './referral-view.ts';
import { takeStep } from './step.ts';

/**
 * The second pair of eyes: what another person proposed is decided. Nobody is lent to whose consent has ended or rests,
 * or whose data was erased; a refusal can always be confirmed.
 */
export const confirmReferral: Handler<'referrals.confirm'> = (context, { referralId, revision }) => {
  const { services, principal } = context;
  return takeStep(context, {
    ...{ referralId, revision, kind: 'REFERRAL_SETTLED' },
    async changes(tx, row, person) {
      if (row.status !== 'PROPOSED') throw new PlatformError('REFERRAL_CHANGED_MEANWHILE');
      await requireFourEyes(tx, row, person);
      if (row.outcome === 'APPROVED') await requireConsent(services, tx, row);
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

const WORK: Scope = 'referrals:work';

/**
 * Two people: not who proposed it; and who proposed it still works there, else one would be left.
 *
 * @throws {PlatformError} `FOUR_EYES_REQUIRED`
 */
async function requireFourEyes(tx: Tx, row: OpenedReferral, person: string): Promise<void> {
  if (row.proposedBy === person) throw new PlatformError('FOUR_EYES_REQUIRED');
  const proposer = await tx.identity.findUnique({
    where: { id: row.proposedBy ?? '' },
    include: { participant: true },
  });
  const kind = proposer?.participant?.kind as ParticipantKind | undefined;
  const stillMay =
    proposer?.participantId === row.participantId &&
    proposer.status === 'ACTIVE' &&
    scopesOfRoles(kind, proposer.roles).has(WORK);
  if (!stillMay) throw new PlatformError('FOUR_EYES_REQUIRED', { details: { proposer: 'LEFT' } });
}

const NOT_ACTIVE: Readonly<Partial<Record<ConsentStatus, ErrorCode>>> = {
  PAUSED: 'CONSENT_PAUSED',
  REVOKED: 'CONSENT_REVOKED',
};

/** @throws {PlatformError} `CONSENT_PAUSED`, `CONSENT_REVOKED`, `CONSENT_EXPIRED`; `SUBJECT_ERASED` */
async function requireConsent(services: Services, tx: Tx, row: OpenedReferral): Promise<void> {
  // Held until the commit: a revocation comes before it or after it, not between.
  const consent = await lockConsentForShare(tx, row.consentId);
  const now = services.clock.now();
  if (consent?.status !== 'ACTIVE' || consent.expiresAt === null || consent.expiresAt <= now)
    throw new PlatformError(NOT_ACTIVE[consent?.status as ConsentStatus] ?? 'CONSENT_EXPIRED');
  if ((await recordOf(services, tx, row)) === undefined) throw new PlatformError('SUBJECT_ERASED');
}
