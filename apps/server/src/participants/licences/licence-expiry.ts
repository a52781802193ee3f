import {
  addDays,
  type CalendarDate,
  dateOf,
  daysLeft,
  type LicenceId,
  type ParticipantId,
} from '@xinqiao/contracts';
import { type Database, takeLock } from '@xinqiao/db';
import { appendEvent } from '../../events/append-event.ts';
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
    const licences = await tx.licence.findMany({ where: { withdrawnAt: null, validTo: { not: null } } });
    let told = 0;
    for (const { id, participantId, type, validTo } of licences) {
      const lastDay = validTo?.toISOString().slice(0, 10) as CalendarDate;
      const left = daysLeft(lastDay, today) ?? -1;
      const days = TOLD_AT_DAYS.find((threshold) => left >= 0 && left <= threshold);
      if (days === undefined) continue;
      const earlier = await tx.event.findMany({
        where: { type: TYPE, participantId, data: { path: ['licenceId'], equals: id } },
        select: { occurredAt: true },
      });
      // Since the last threshold it passed: one recorded within its last week is told of once.
      if (earlier.some(({ occurredAt }) => dateOf(occurredAt.toISOString()) >= addDays(lastDay, -days)))
        continue;
      await appendEvent(services, tx, {
        participantId: participantId as ParticipantId,
        type: TYPE,
        orderingKey: participantId,
        data: { licenceId: id as LicenceId, type: type as 'OTHER', validTo: lastDay },
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
