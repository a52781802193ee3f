import type { ApplicationId, Instant, ParticipantId } from '@xinqiao/contracts';
import { type ApplicationKeyRow, type Database, type Tx, takeLock } from '@xinqiao/db';
import { appendEvent } from '../../events/append-event.ts';
import type { Services } from '../../services.ts';
import type { Round } from '../../worker/worker.ts';

const DAY_MS = 86_400_000;
/** Days before its end at which the owner of a key is told. */
const TOLD_AT_DAYS = [7, 30];
const TYPE = 'cn.xinqiao.key.expiring.v1';

type ExpiryServices = Pick<Services, 'clock' | 'tokenClock' | 'newId' | 'operatorId'>;

/**
 * Tells the owners of keys that are about to end, once 30 days before and once 7 days before.
 *
 * @returns Number of events written.
 */
export async function tellOfKeyExpiry(services: ExpiryServices, database: Database): Promise<number> {
  const now = services.tokenClock.now();
  return database.transaction({}, async (tx) => {
    await takeLock(tx, 'key-expiry');
    const due = await tx.applicationKey.findMany({
      where: {
        endedAt: null,
        validTo: { gt: now, lte: new Date(now.getTime() + Math.max(...TOLD_AT_DAYS) * DAY_MS) },
      },
    });
    let told = 0;
    for (const key of due)
      if (!(await wasTold(tx, key, now))) {
        const applicationId = key.applicationId as ApplicationId;
        await appendEvent(services, tx, {
          participantId: key.participantId as ParticipantId,
          type: TYPE,
          orderingKey: applicationId,
          data: { applicationId, kid: key.kid, expiresAt: key.validTo.toISOString() as Instant },
        });
        told++;
      }
    return told;
  });
}

/** Whether an event was written since the last threshold the key passed. */
async function wasTold(tx: Tx, key: ApplicationKeyRow, now: Date): Promise<boolean> {
  const [days = 0] = TOLD_AT_DAYS.filter((days) => key.validTo.getTime() - now.getTime() <= days * DAY_MS);
  const events = await tx.event.findMany({
    where: {
      type: TYPE,
      orderingKey: key.applicationId,
      participantId: key.participantId,
      data: { path: ['kid'], equals: key.kid },
    },
    select: { data: true, occurredAt: true },
  });
  const since = key.validTo.getTime() - days * DAY_MS;
  return events.some(({ occurredAt }) => occurredAt.getTime() >= since);
}

/** The same as a round of the worker. */
export const keyExpiryRound = (services: ExpiryServices, database: Database): Round => ({
  name: 'key-expiry',
  pauseMs: 3_600_000,
  async run() {
    await tellOfKeyExpiry(services, database);
    return 0;
  },
});
