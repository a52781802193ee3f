import {
  type ConsentId,
  dateOf,
  type Instant,
  type ParticipantId,
  type PurposeCode,
  type SubjectId,
  type SubjectType,
} from '@xinqiao/contracts';
import { type Database, lockConsentForUpdate } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { concernedPeople } from '../../notifications/concerned-people.ts';
import { enqueue, lockQueue } from '../../notifications/enqueue.ts';
import { participantName } from '../../notifications/names.ts';
import { telling } from '../../notifications/telling.ts';
import type { Services } from '../../services.ts';
import { eachDue } from '../../worker/each-due.ts';
import { remindAt } from './remind-at.ts';

/** Most consents reminded of in one round. */
const BATCH = 100;

type ReminderServices = Pick<
  Services,
  'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'vault' | 'logger'
>;

/**
 * Reminds owners of consents that last long: what still runs, until when, and how to stop it. Paused ones wait until
 * they go on.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns Number of consents dealt with.
 */
export async function remindOwners(services: ReminderServices, database: Database): Promise<number> {
  const { clock } = services;
  const due = await database.transaction({}, (tx) =>
    tx.consent.findMany({
      where: { status: 'ACTIVE', remindAt: { lte: clock.now() } },
      orderBy: { remindAt: 'asc' },
      select: { id: true },
      take: BATCH,
    }),
  );
  return eachDue(
    due.map(
      ({ id }) =>
        () =>
          remindOwner(services, database, id as ConsentId),
    ),
  );
}

const remindOwner = (services: ReminderServices, database: Database, consentId: ConsentId) =>
  database.transaction({}, async (tx) => {
    const now = services.clock.now();
    const row = await lockConsentForUpdate(tx, consentId);
    // Another worker reminded her, or it ended since it was found.
    if (row?.status !== 'ACTIVE' || row.remindAt === null || row.remindAt > now) return;
    const { subjectId, participantId, startsAt, expiresAt } = row;
    if (subjectId === null || startsAt === null || expiresAt === null) {
      // Nobody to remind of anything: not found due again.
      await tx.consent.update({ where: { id: consentId }, data: { remindAt: null } });
      return;
    }
    const { type } = await tx.subject.findUniqueOrThrow({ where: { id: subjectId } });
    const lasting = {
      ...{ purpose: row.purposeCode as PurposeCode, subjectType: type as SubjectType },
      expiresAt: expiresAt.toISOString() as Instant,
    };
    const next = remindAt(lasting, now.toISOString() as Instant);
    await tx.consent.update({
      where: { id: consentId },
      data: { remindAt: next === null ? null : new Date(next) },
    });
    const people = await concernedPeople(tx, { subjectId, grantedBy: row.grantedBy }, now);
    await appendEntry(services, tx, {
      ...{ kind: 'CONSENT_REMINDED', actor: 'system', participantId: participantId as ParticipantId },
      ...{ subjectId: subjectId as SubjectId, consentId },
      detail: { people: people.length, next },
    });
    const bank = await participantName(tx, participantId);
    await lockQueue(tx);
    for (const identityId of people)
      await enqueue(
        services,
        tx,
        telling({
          // Each time is news of its own.
          about: `${consentId} reminded ${row.remindAt.toISOString()}`,
          ...{ topic: consentId, happenedAt: now, audience: { identityId }, template: 'consent-reminder' },
          parameters: (language) => ({
            bank: bank[language],
            since: dateOf(startsAt.toISOString() as Instant),
            until: dateOf(lasting.expiresAt),
          }),
        }),
      );
  });
