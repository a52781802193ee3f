import { createHash } from 'node:crypto';
import type { EventId, OperatorId, ParticipantId, SubjectId } from '@xinqiao/contracts';
import { type Database, openDatabase, type Tx } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import pino from 'pino';
import { clockFrom } from '../../../src/clock.ts';
import { appendEvent } from '../../../src/events/append-event.ts';
import { eventRounds } from '../../../src/events/event-rounds.ts';
import { sealNewSecret } from '../../../src/events/webhook-secrets.ts';
import { idFactory } from '../../../src/ids.ts';
import { openVault } from '../../../src/keys/vault.ts';
import { type OutboundOptions, openOutbound } from '../../../src/outbound/open-outbound.ts';
import { startWorker } from '../../../src/worker/worker.ts';

const at = (place: number) => `00000000-0000-7000-8000-${String(place).padStart(12, '0')}`;
export const OPERATOR = `ptc_${at(1)}`;
export const BANK = `ptc_${at(2)}` as ParticipantId;
export const OTHER_BANK = `ptc_${at(3)}` as ParticipantId;
/** Any subject, by number. */
export const subjectOf = (number: number): SubjectId => `sub_${at(number)}` as SubjectId;

export interface EventWorld {
  readonly database: TestDatabase;
  /** As the superuser. */
  readonly admin: Database;
  /** As the login that serves banks. */
  readonly application: Database;
  readonly worker: Database;
  readonly services: ReturnType<typeof servicesOf>;
  /** Moves the real time on, as everybody here knows it. */
  advance(milliseconds: number): void;
  /** Tells the bank that a consent of the subject was revoked, in a transaction of its own. */
  tell(subject: SubjectId, options?: { to?: ParticipantId; tx?: Tx }): Promise<EventId>;
  /** An endpoint with its secret, written past the operations. */
  endpoint(url: string, options?: { of?: ParticipantId; eventTypes?: string[] }): Promise<string>;
  /** A worker that runs until it is stopped; several may. */
  startWorker(options?: { leaseMs?: number; outbound?: OutboundOptions }): Promise<{ stop(): Promise<void> }>;
  /** How an event stands that has one delivery; NONE before it is made. */
  delivery(
    eventId: string,
  ): Promise<{ status: string; attempts: number; last_error: string | null; next_attempt_at: Date }>;
  close(): Promise<void>;
}

const servicesOf = (now: () => Date) => {
  const clock = clockFrom(now);
  return {
    ...{ clock, tokenClock: clock, newId: idFactory(clock), operatorId: 'bozhou' as OperatorId },
    environment: 'SANDBOX' as const,
    ...{ logOrigin: 'test', logger: pino({ level: 'silent' }) },
    sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  };
};

/** A database with two banks, and everything that carries events from an act to a bank. */
export async function foundEventWorld(): Promise<EventWorld> {
  const database = await createTestDatabase();
  let offset = 0;
  const services = servicesOf(() => new Date(Date.now() + offset));
  const admin = openDatabase(database.adminUrl, { poolSize: 4 });
  const application = openDatabase(database.urls.application, { poolSize: 8 });
  const worker = openDatabase(database.urls.worker, { poolSize: 8 });
  const vault = openVault(database.secret);
  await admin.transaction({}, async (tx) => {
    for (const [id, kind, licence] of [
      [OPERATOR, 'OPERATOR', 'DATA_OPERATION_AUTHORISATION'],
      [BANK, 'BANK', 'FINANCIAL_LICENCE'],
      [OTHER_BANK, 'BANK', 'FINANCIAL_LICENCE'],
    ]) {
      await tx.$executeRaw`
        INSERT INTO participant (id, operator_id, kind, name_zh, name_en, status, status_since, created_at)
        VALUES (${id}, 'bozhou', ${kind}, '某某', 'Somebody', 'ACTIVE', now() - interval '1 hour', now())`;
      await tx.$executeRaw`
        INSERT INTO licence (id, participant_id, type, number, issuer, valid_from, recorded_by, recorded_at)
        VALUES (${id?.replace('ptc', 'lic')}, ${id}, ${licence}, '1', '某局', '2020-01-01', 'somebody', now())`;
    }
  });
  const stops = new Set<() => Promise<void>>();
  const world: EventWorld = {
    ...{ database, admin, application, worker, services },
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    async tell(subject, { to = BANK, tx } = {}) {
      const append = (within: Tx) =>
        appendEvent(services, within, {
          ...{ participantId: to, type: 'cn.xinqiao.consent.revoked.v1', orderingKey: subject },
          data: {
            ...{ consentId: `cns_${at(1)}` as never, subjectId: subject, status: 'REVOKED', revision: 2 },
            ...{ reason: 'OWNER_STOPPED' as never, by: 'OWNER' },
          },
        });
      return tx === undefined ? application.transaction({ participantId: to }, append) : append(tx);
    },
    async endpoint(url, { of = BANK, eventTypes = [] } = {}) {
      const id = services.newId('whk');
      await application.transaction({ participantId: of }, async (tx) => {
        const createdAt = services.clock.now();
        await tx.webhookEndpoint.create({
          data: { id, participantId: of, url, eventTypes, status: 'ACTIVE', createdAt },
        });
        const sealed = sealNewSecret(vault, id);
        await tx.webhookSecret.create({
          data: { endpointId: id, slot: 1, participantId: of, sealed, createdAt },
        });
      });
      return id;
    },
    async startWorker({ leaseMs, outbound = {} } = {}) {
      const rounds = await eventRounds({
        ...services,
        ...{ database: worker, secret: database.secret, vault },
        ...(leaseMs === undefined ? {} : { leaseMs }),
        outbound: openOutbound({ allowPrivate: ['127.0.0.0/8'], ...outbound }),
      });
      const running = startWorker(rounds, services.logger);
      const stop = async () => {
        if (!stops.delete(stop)) return;
        await running.stop();
      };
      stops.add(stop);
      return { stop };
    },
    async delivery(eventId) {
      const [row] = await admin.transaction(
        {},
        (tx) => tx.$queryRaw<never[]>`SELECT * FROM webhook_delivery WHERE event_id = ${eventId}`,
      );
      return row ?? { status: 'NONE', attempts: 0, last_error: null, next_attempt_at: new Date(0) };
    },
    async close() {
      await Promise.all([...stops].map((stop) => stop()));
      await Promise.all([admin, application, worker].map((each) => each.close()));
      await database.drop();
    },
  };
  return world;
}

/** Waits until it holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
