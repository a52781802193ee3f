import type { ConsentChange } from '@xinqiao/consent';
import type { Consent } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { Owner } from '../../audit/owner.ts';
import type { Services } from '../../services.ts';
import { type Closing, closeRequest } from './close-request.ts';

/** An owner who stops a consent wants no change of it either; what a bank ends it takes back. */
function closedAs({ act, by }: ConsentChange): Closing['reason'] {
  if (act !== 'REVOKE') return 'LAPSED';
  return ({ OWNER: 'REFUSED', PARTICIPANT: 'WITHDRAWN' } as const)[by as 'OWNER'] ?? 'LAPSED';
}

export interface Ended {
  /** The consent, ended. */
  readonly consent: Consent;
  readonly change: ConsentChange;
  /** Who ended it, for the log. */
  readonly actor: string | Owner;
}

/** A consent that ended has nothing left to be asked: what still waits is closed. */
export async function closeRequests(
  services: Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'>,
  tx: Tx,
  { consent, change, actor }: Ended,
): Promise<void> {
  const { consentId } = consent;
  const waiting = await tx.consentRequest.findMany({ where: { consentId, status: 'PENDING' } });
  for (const request of waiting)
    await closeRequest(services, tx, { request, reason: closedAs(change), actor });
}
