import { PlatformError } from '@xinqiao/contracts';
import { lockConsentForUpdate, lockConsentRequest, type Tx } from '@xinqiao/db';
import { ownerOf } from '../../audit/owner.ts';
import { inForceAt } from '../../authorities/in-force.ts';
import type { Services } from '../../services.ts';
import { changeConsent } from '../change.ts';
import { closeRequest } from './close-request.ts';
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
    const held = await lockConsentForUpdate(tx, consentId);
    if ((await lockConsentRequest(tx, requestId)) !== 'PENDING')
      throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
    await requireAnswerable(tx, question, clock.now());
    await closeRequest(services, tx, { request, reason: 'REFUSED', subjectId, actor });
    if (request.kind === 'NEW')
      await changeConsent(services, tx, {
        ...{ consentId, held, change: { act: 'REJECT', by: 'OWNER' }, actor, requestId },
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
