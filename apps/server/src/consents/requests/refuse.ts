import { PlatformError } from '@xinqiao/contracts';
import { lockConsentForUpdate, lockConsentRequest, Prisma, type Tx } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { ownerOf } from '../../audit/owner.ts';
import { inForceAt } from '../../authorities/in-force.ts';
import { appendEvent } from '../../events/append-event.ts';
import type { Services } from '../../services.ts';
import { changeConsent } from '../change.ts';
import type { Question } from './question.ts';

type RefuseServices = Pick<
  Services,
  'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'database' | 'vault'
>;

/**
 * One person refuses, and that is the answer: a new consent becomes REJECTED, a living one stays as it was.
 *
 * @throws {PlatformError} `CONSENT_REQUEST_NOT_FOUND` when it was answered or lapsed meanwhile; `AUTHORITY_MISSING`
 */
export async function refuse(services: RefuseServices, question: Question): Promise<void> {
  const { participantId, subjectId, identityId, requestId, consentId, request } = question;
  const { clock, database, vault } = services;
  const actor = ownerOf(vault, participantId, identityId);
  await database.transaction({ participantId, subjectId, identityId }, async (tx) => {
    await lockConsentForUpdate(tx, consentId);
    if ((await lockConsentRequest(tx, requestId)) !== 'PENDING')
      throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
    await requireAnswerable(tx, question, clock.now());
    await tx.consentRequest.update({
      where: { id: requestId },
      data: { status: 'REFUSED', subjectId, answeredAt: clock.now(), customerHint: Prisma.DbNull },
    });
    if (request.kind === 'NEW') {
      await changeConsent(services, tx, {
        ...{ consentId, change: { act: 'REJECT', by: 'OWNER' }, actor, requestId },
      });
      return;
    }
    await appendEntry(services, tx, {
      ...{ kind: 'CONSENT_REQUEST_REFUSED', actor, participantId, subjectId, consentId },
      detail: { requestId, request: request.kind },
    });
    await appendEvent(services, tx, {
      ...{ participantId, type: 'cn.xinqiao.consent.request-closed.v1', orderingKey: subjectId },
      data: { consentId, requestId, kind: request.kind as 'AMEND' | 'RENEW', reason: 'REFUSED' },
    });
  });
}

async function requireAnswerable(tx: Tx, question: Question, now: Date): Promise<void> {
  const { authority, identityId, subjectId, requestId } = question;
  const { answerBy, subjectId: asked } = await tx.consentRequest.findUniqueOrThrow({
    where: { id: requestId },
    select: { answerBy: true, subjectId: true },
  });
  if (answerBy <= now) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  const held = await tx.authority.count({
    where: { id: authority.id, identityId, subjectId, ...inForceAt(now) },
  });
  // Somebody of another firm of hers agreed meanwhile: that firm is asked.
  if (held === 0 || (asked !== null && asked !== subjectId)) throw new PlatformError('AUTHORITY_MISSING');
}
