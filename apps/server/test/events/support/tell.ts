import type { ParticipantId, SubjectId } from '@xinqiao/contracts';
import { openDatabase } from '@xinqiao/db';
import { clockFrom } from '../../../src/clock.ts';
import { appendEvent } from '../../../src/events/append-event.ts';
import { idFactory } from '../../../src/ids.ts';
import type { Platform } from '../../support/platform.ts';
import { rows } from '../../support/rows.ts';
import { BANK, subjectOf, until } from './event-world.ts';

const DATA = {
  granted: { type: 'cn.xinqiao.consent.granted.v1', status: 'ACTIVE', reason: null, by: 'OWNER' },
  paused: { type: 'cn.xinqiao.consent.paused.v1', status: 'PAUSED', reason: null, by: 'OWNER' },
  revoked: { type: 'cn.xinqiao.consent.revoked.v1', status: 'REVOKED', reason: 'OWNER_STOPPED', by: 'OWNER' },
} as const;

const clock = clockFrom();
const services = { clock, newId: idFactory(clock), operatorId: 'bozhou' as never };

/** Tells the sandbox's first bank of these acts on a consent, as the acts themselves would; they have their places. */
export async function tell(
  { adminUrl }: Pick<Platform, 'adminUrl'>,
  ...acts: readonly (keyof typeof DATA)[]
): Promise<string[]> {
  const database = openDatabase(adminUrl, { poolSize: 1 });
  try {
    const told: string[] = [];
    for (const act of acts)
      await database.transaction({}, async (tx) => {
        const { type, status, reason, by } = DATA[act];
        const data = {
          consentId: services.newId('cns'),
          subjectId: subjectOf(1),
          status,
          revision: 1,
          reason,
          by,
        };
        const event = { participantId: BANK as ParticipantId, type, orderingKey: subjectOf(1) as SubjectId };
        told.push(await appendEvent(services, tx, { ...event, data: data as never }));
      });
    await until(
      async () => (await rows({ adminUrl }, 'SELECT FROM event WHERE position IS NULL')).length === 0,
    );
    return told;
  } finally {
    await database.close();
  }
}
