import {
  addDays,
  type CalendarDate,
  daysLeft,
  type LicenceId,
  type LicenceType,
  type ParticipantId,
} from '@xinqiao/contracts';
import { type Database, takeLock } from '@xinqiao/db';
import { appendEvent } from '../../events/append-event.ts';
import { wasTold } from '../../events/was-told.ts';
import type { Services } from '../../services.ts';
import type { Round } from '../../worker/worker.ts';

/** Whole days before its last day at which the holder of a licence is told. */
const TOLD_AT_DAYS = [7, 30];
const TYPE = 'cn.xinqiao.licence.expiring.v1';

type ExpiryServices = Pick<Services, 'clock' | 'newId' | 'operatorId'>;

/**
 * Tells the holders of licences that are about to end, once 30 days before and once 7 days before.
 *
 * @returns Number of events written.
 */
export async function tellOfLicenceExpiry(services: ExpiryServices, database: Database): Promise<number> {
  const today = services.clock.today();
  return database.transaction({}, async (tx) => {
    await takeLock(tx, 'licence-expiry');
    const licences = await tx.licence.findMany({
      where: {
        withdrawnAt: null,
        validTo: { gte: new Date(today), lte: new Date(addDays(today, Math.max(...TOLD_AT_DAYS))) },
      },
    });
    let told = 0;
    for (const { id, type, validTo, ...licence } of licences) {
      const participantId = licence.participantId as ParticipantId;
      const lastDay = validTo?.toISOString().slice(0, 10) as CalendarDate;
      const left = daysLeft(lastDay, today) ?? 0;
      const days = TOLD_AT_DAYS.find((threshold) => left <= threshold) ?? 0;
      const since = new Date(`${addDays(lastDay, -days)}T00:00:00+08:00`);
      const telling = { participantId, type: TYPE, orderingKey: participantId } as const;
      if (await wasTold(tx, { ...telling, about: ['licenceId', id], since })) continue;
      await appendEvent(services, tx, {
        ...telling,
        data: { licenceId: id as LicenceId, type: type as LicenceType, validTo: lastDay },
      });
      told++;
    }
    return told;
  });
}

/** The same as a round of the worker. */
export const licenceExpiryRound = (services: ExpiryServices, database: Database): Round => ({
  name: 'licence-expiry',
  pauseMs: 3_600_000,
  async run() {
    await tellOfLicenceExpiry(services, database);
    return 0;
  },
});
