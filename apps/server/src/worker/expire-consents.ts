import type { ConsentId } from '@xinqiao/contracts';
import { type ConsentRow, type Database, lockConsentForUpdate } from '@xinqiao/db';
import { changeConsent } from '../consents/change.ts';
import type { Services } from '../services.ts';

/** Most consents expired in one round. */
const BATCH = 100;
/** A page that was opened in time may still be answered for a while, in milliseconds. */
const LINK_GRACE_MS = 3_600_000;

/**
 * Writes EXPIRED on consents whose time is over. Reads stop at the instant itself, whatever the row says;
 * this makes it visible and puts it in the log.
 *
 * @returns Number of consents found due.
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
          { status: 'PENDING', linkExpiresAt: { lte: new Date(now.getTime() - LINK_GRACE_MS) } },
        ],
      },
      select: { id: true, participantId: true },
      take: BATCH,
    }),
  );
  for (const { id, participantId } of due)
    await database.transaction({ participantId }, async (tx) => {
      const row = await lockConsentForUpdate(tx, id);
      // Another node expired it, or its owner ended or agreed to it, since it was found.
      if (row === undefined || !isDue(row, now)) return;
      await changeConsent(services, tx, {
        consentId: id as ConsentId,
        change: { act: 'EXPIRE', by: 'SYSTEM' },
        actor: 'system',
        reason: row.status === 'PENDING' ? 'LINK_OVER' : 'TERM_OVER',
      });
    });
  return due.length;
}

function isDue({ status, expiresAt, linkExpiresAt }: ConsentRow, now: Date): boolean {
  if (status === 'PENDING') return linkExpiresAt.getTime() + LINK_GRACE_MS <= now.getTime();
  return (status === 'ACTIVE' || status === 'PAUSED') && expiresAt !== null && expiresAt <= now;
}
