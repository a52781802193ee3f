import type { ConsentAct } from '@xinqiao/consent';
import { type ConsentId, type ParticipantId, PlatformError, type SubjectId } from '@xinqiao/contracts';
import { lockConsentForUpdate } from '@xinqiao/db';
import { ownerOf } from '../audit/owner.ts';
import { changeConsent } from '../consents/change.ts';
import type { Services } from '../services.ts';
import { requireMayAct } from './may-act.ts';

type ActServices = Pick<
  Services,
  'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'database' | 'vault'
>;

export interface OwnersAct {
  readonly identityId: string;
  readonly subjectId: SubjectId;
  readonly participantId: ParticipantId;
  readonly consentId: ConsentId;
  readonly act: ConsentAct;
}

/**
 * Stops, pauses or resumes a consent. The consent is held first, then the authority, and both are looked at only then:
 * what the registry reports meanwhile comes before this and refuses it, or after it and finds what came of it.
 *
 * @throws {PlatformError} `CONSENT_NOT_FOUND`, `CONSENT_TRANSITION_ILLEGAL`, `AUTHORITY_MISSING`
 */
export const actOnConsent = (
  services: ActServices,
  { identityId, subjectId, participantId, consentId, act }: OwnersAct,
): Promise<void> =>
  services.database.transaction({ identityId, subjectId, participantId }, async (tx) => {
    const held = await lockConsentForUpdate(tx, consentId);
    if (held?.subjectId !== subjectId) throw new PlatformError('CONSENT_NOT_FOUND');
    await requireMayAct(tx, { identityId, consent: held, act }, services.clock.now());
    await changeConsent(services, tx, {
      ...{ consentId, held, change: { act, by: 'OWNER' } },
      actor: ownerOf(services.vault, participantId, identityId),
    });
  });
