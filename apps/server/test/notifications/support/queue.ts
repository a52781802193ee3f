import {
  type CalendarDate,
  type ContactChannel,
  type ContactOffice,
  type EventData,
  type EventType,
  newId,
  type OperatorId,
  type ParticipantId,
} from '@xinqiao/contracts';
import { type Database, ensureOperator, openDatabase } from '@xinqiao/db';
import { createTestDatabase } from '@xinqiao/db/testing';
import { pino } from 'pino';
import { clockFrom } from '../../../src/clock.ts';
import { idFactory } from '../../../src/ids.ts';
import { type Channel, ChannelError, type OutgoingMessage } from '../../../src/notifications/channel.ts';
import { putContact } from '../../../src/notifications/contacts.ts';
import { tellAsked, tellEvents, tellWaiting } from '../../../src/notifications/notify.ts';
import { sendOnce } from '../../../src/notifications/send.ts';
import { personalVault } from '../../support/personal-vault.ts';
import { rows } from '../../support/rows.ts';

/** A message as it lies in the database. */
export interface QueuedRow {
  readonly id: string;
  readonly template: string;
  readonly channel: string;
  readonly status: string;
  readonly last_error: string | null;
  readonly attempts: number;
  readonly sealed: string | null;
  readonly masked: string;
  readonly params: Record<string, string>;
}

/** A queue on a real database, without a server: events in, messages out, and the clock in the test's hand. */
export type Queue = Awaited<ReturnType<typeof openQueue>>;

export async function openQueue() {
  const database = await createTestDatabase();
  let now = Date.parse('2026-11-21T08:00:00.000Z');
  const clock = clockFrom(() => new Date(now));
  const id = idFactory(clock);
  const logged: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const open = (role: 'operator' | 'worker') => openDatabase(database.urls[role], { poolSize: 4 });
  const operator = open('operator');
  /** Two nodes. */
  const workers = [open('worker'), open('worker')] as const;
  const vault = await personalVault(workers[0], database.secret, clock);
  const operatorId = 'bozhou' as OperatorId;
  const ids = { operator: id('ptc') as ParticipantId };
  await ensureOperator(database.urls.migration, {
    ...{ id: ids.operator, operatorId, nameZh: '运营方', nameEn: 'Operator' },
    ...{ status: 'ACTIVE', createdAt: clock.now() },
  });
  const services = {
    ...{ clock, newId: id, vault, operatorId, logger: logger as never },
    ...{ origin: 'https://xinqiao.example', perMinute: 1_000 },
  };
  let position = 0;

  const queue = {
    operatorParticipant: ids.operator,
    logged,
    services,
    workers,
    async close() {
      await Promise.all([operator, ...workers].map((each) => each.close()));
      await database.drop();
    },
    /** Moves the clock on. */
    pass(milliseconds: number) {
      now += milliseconds;
    },
    now: () => new Date(now),
    /** A participant that has applied. */
    async bank(name: string = '涡河示范银行'): Promise<ParticipantId> {
      const participantId = id('ptc') as ParticipantId;
      await operator.transaction({}, (tx) =>
        tx.participant.create({
          data: {
            ...{ id: participantId, operatorId, kind: 'BANK', nameZh: name, nameEn: name },
            ...{ status: 'APPLIED', statusSince: clock.now(), createdAt: clock.now() },
          },
        }),
      );
      return participantId;
    },
    /** A program of a participant. */
    async application(participantId: ParticipantId): Promise<string> {
      const applicationId = id('app');
      await operator.transaction({}, (tx) =>
        tx.application.create({
          data: {
            ...{ id: applicationId, participantId, nameZh: '信贷系统', nameEn: 'Lending' },
            ...{ environment: 'SANDBOX', status: 'ACTIVE' },
            ...{ statusSince: clock.now(), createdAt: clock.now() },
          },
        }),
      );
      return applicationId;
    },
    contact: (
      participantId: ParticipantId,
      office: ContactOffice,
      channel: ContactChannel,
      address: string,
    ) =>
      operator.transaction({}, (tx) =>
        putContact(services, tx, { owner: { participantId, office }, channel, address, language: 'zh' }),
      ),
    /** The number of a person. */
    personalContact: (identityId: string, address: string) =>
      operator.transaction({}, (tx) =>
        putContact(services, tx, { owner: { identityId }, channel: 'SMS', address, language: 'zh' }),
      ),
    /** An event that has its place in the stream. */
    async event<const Type extends EventType>(
      participantId: ParticipantId,
      type: Type,
      data: EventData<Type> | object,
    ) {
      await rows(
        database,
        `INSERT INTO event (id, position, operator_id, participant_id, type, ordering_key, occurred_at, data)
         VALUES ($1, $2, $3, $4, $5, $4, $6, $7)`,
        [id('evt'), ++position, operatorId, participantId, type, clock.now(), JSON.stringify(data)],
      );
    },
    /** @param licence Tells licences apart. */
    licenceEnds: (participantId: ParticipantId, licence = 0) =>
      queue.event(participantId, 'cn.xinqiao.licence.expiring.v1', {
        licenceId: newId('lic', { now: 0, random: (length) => new Uint8Array(length).fill(licence) }),
        type: 'FINANCIAL_LICENCE',
        validTo: '2026-12-31' as CalendarDate,
      }),
    suspended: (participantId: ParticipantId, about = participantId) =>
      queue.event(participantId, 'cn.xinqiao.participant.status-changed.v1', {
        ...{
          participantId: about,
          from: 'ACTIVE',
          to: 'SUSPENDED',
          reason: 'MISUSE',
          note: '仅供本机构人员',
        },
      }),
    /** One round of each kind. @returns What they did together. */
    notify: async (worker: Database = workers[0]) =>
      (await tellEvents(services, worker)) +
      (await tellWaiting(services, worker)) +
      (await tellAsked(services, worker)),
    send: (
      channel: Channel,
      name: ContactChannel = 'SMS',
      fact: object = {},
      worker: Database = workers[0],
    ) => sendOnce({ ...services, ...fact }, worker, name, channel),
    messages: () => rows<QueuedRow>(database, 'SELECT * FROM notification ORDER BY created_at, id'),
    run: (sql: string, values: readonly unknown[] = []) =>
      rows<Record<string, unknown>>(database, sql, values),
  };
  return queue;
}

/** A channel that keeps what it was given, and fails as often as it is told. */
export function recordingChannel(failures: readonly ChannelError[] = []) {
  const left = [...failures];
  const taken: OutgoingMessage[] = [];
  const channel: Channel = {
    async send(message) {
      const failure = left.shift();
      if (failure !== undefined) throw failure;
      taken.push(message);
    },
  };
  return { taken, channel };
}

export const unavailable = () => new ChannelError('HTTP_503');
