import type { Consent, ConsentId, ParticipantId } from '@xinqiao/contracts';
import { ownerOf } from '../audit/owner.ts';
import type { Services } from '../services.ts';
import { changeConsent } from './change.ts';

/** The owner refuses: PENDING becomes REJECTED. */
export const rejectConsent = (
  services: Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'database' | 'vault'>,
  consentId: ConsentId,
  participantId: ParticipantId,
  identityId: string,
): Promise<Consent> =>
  services.database.transaction({ participantId, identityId }, (tx) =>
    changeConsent(services, tx, {
      consentId,
      change: { act: 'REJECT', by: 'OWNER' },
      actor: ownerOf(services.vault, participantId, identityId),
    }),
  );
