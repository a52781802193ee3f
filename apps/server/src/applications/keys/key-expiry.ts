import type { ApplicationId, Instant, ParticipantId } from '@xinqiao/contracts';
import { type Database, takeLock } from '@xinqiao/db';
import { appendEvent } from '../../events/append-event.ts';
import { wasTold } from '../../events/was-told.ts';
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
    for (const { validTo, kid, ...key } of due) {
      const applicationId = key.applicationId as ApplicationId;
      const participantId = key.participantId as ParticipantId;
      const leftMs = validTo.getTime() - now.getTime();
      const days = TOLD_AT_DAYS.find((threshold) => leftMs <= threshold * DAY_MS) ?? 0;
      const since = new Date(validTo.getTime() - days * DAY_MS);
      const telling = { participantId, type: TYPE, orderingKey: applicationId } as const;
      if (await wasTold(tx, { ...telling, about: ['kid', kid], since })) continue;
      await appendEvent(services, tx, {
        ...telling,
        data: { applicationId, kid, expiresAt: validTo.toISOString() as Instant },
      });
      told++;
    }
    return told;
  });
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
