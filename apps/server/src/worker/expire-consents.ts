import type { ConsentId, ParticipantId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { changeConsent } from '../consents/change.ts';
import type { Services } from '../services.ts';

/** Most consents expired in one round. */
const BATCH = 100;

/**
 * Writes EXPIRED on consents whose time is over. Reads stop at the instant itself, whatever the row says;
 * this makes it visible and puts it in the log.
 *
 * @returns Number of consents expired.
 */
export async function expireConsents(
  services: Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'>,
  database: Database,
): Promise<number> {
  const now = services.clock.now();
  const due = await database.transaction({}, (tx) =>
    tx.consent.findMany({
      where: {
        OR: [
          { status: { in: ['ACTIVE', 'PAUSED'] }, expiresAt: { lte: now } },
          { status: 'PENDING', linkExpiresAt: { lte: new Date(now.getTime() - 3_600_000) } },
        ],
      },
      select: { id: true, participantId: true, status: true },
      take: BATCH,
    }),
  );
  for (const { id, participantId, status } of due)
    await database.transaction({ participantId: participantId as ParticipantId }, (tx) =>
      changeConsent(services, tx, {
        consentId: id as ConsentId,
        change: { act: 'EXPIRE', by: 'SYSTEM' },
        actor: 'system',
        reason: status === 'PENDING' ? 'LINK_OVER' : 'TERM_OVER',
      }),
    );
  return due.length;
}
