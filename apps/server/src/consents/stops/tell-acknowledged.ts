import type { Instant } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { concernedPeople } from '../../notifications/concerned-people.ts';
import { enqueue, lockQueue } from '../../notifications/enqueue.ts';
import { participantName } from '../../notifications/names.ts';
import { telling } from '../../notifications/telling.ts';
import type { Services } from '../../services.ts';

/** Most acknowledgements told of in one transaction. */
const BATCH = 50;

/**
 * Tells the people of a firm that a bank acknowledged a stop, once each.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns Number of acknowledgements told of.
 */
export function tellAcknowledged(
  services: Pick<Services, 'clock' | 'newId' | 'vault' | 'logger'>,
  database: Database,
): Promise<number> {
  const untold = { ownerToldAt: null, acknowledgedAt: { not: null } };
  return database.transaction({}, async (tx) => {
    const now = services.clock.now();
    const stops = await tx.consentStop.findMany({
      where: untold,
      orderBy: { acknowledgedAt: 'asc' },
      include: { consent: { select: { grantedBy: true } } },
      take: BATCH,
    });
    if (stops.length === 0) return 0;
    // One worker at a time; whoever waited finds below that it is done.
    await lockQueue(tx);
    for (const { consentId, revision, acknowledgedAt, stoppedAt, ...stop } of stops) {
      const { count } = await tx.consentStop.updateMany({
        where: { consentId, revision, ...untold },
        data: { ownerToldAt: now },
      });
      if (count === 0 || acknowledgedAt === null || stop.subjectId === null) continue;
      const bank = await participantName(tx, stop.participantId);
      const { grantedBy } = stop.consent;
      for (const identityId of await concernedPeople(tx, { subjectId: stop.subjectId, grantedBy }, now))
        await enqueue(
          services,
          tx,
          telling({
            ...{ about: `${stop.eventId} acknowledged`, topic: `${consentId} ${revision}` },
            ...{ happenedAt: acknowledgedAt, audience: { identityId } },
            template: 'consent-stop-acknowledged',
            parameters: (language) => ({
              bank: bank[language],
              stoppedAt: stoppedAt.toISOString() as Instant,
              at: acknowledgedAt.toISOString() as Instant,
            }),
          }),
        );
    }
    return stops.length;
  });
}
