import { setTimeout as sleep } from 'node:timers/promises';
import { type Environment, type ParticipantId, REQUIRED_LICENCES } from '@xinqiao/contracts';
import {
  type ClaimedDelivery,
  claimDeliveries,
  type Database,
  dueEndpoints,
  finishDelivery,
  type Tx,
} from '@xinqiao/db';
import type { FastifyBaseLogger } from 'fastify';
import { SERVED } from '../applications/standing.ts';
import { appendEntry } from '../audit/append.ts';
import { noteTold } from '../consents/stops/told.ts';
import type { Services } from '../services.ts';
import type { Round } from '../worker/worker.ts';
import { type Attempt, attemptDelivery, type Sender } from './attempt-delivery.ts';
import { nextAttemptAt } from './retry-schedule.ts';

/** How long a node has a delivery to itself, in milliseconds; four times what an attempt can take. */
const LEASE_MS = 60_000;
/** Most attempts under way at one endpoint, on all nodes together. */
const PER_ENDPOINT = 8;
/** Most attempts under way on this node: a bulkhead, so that the few endpoints that hang cannot fill it. */
const PER_NODE = 256;
/** Pause when nothing is due, in milliseconds. */
const PAUSE_MS = 100;
/** How long a node that stops waits for answers before it breaks off, in milliseconds. */
const GRACE_MS = 2_000;

/** Types of licence that each kind of participant must hold. */
const LICENCES = Object.fromEntries(
  Object.entries(REQUIRED_LICENCES).map(([kind, licences]) => [kind, licences.map(({ type }) => type)]),
);

export interface Deliverer extends Sender {
  /** Connections as `xinqiao_worker`. */
  readonly database: Database;
  readonly log: Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'>;
  readonly logger: FastifyBaseLogger;
  /** Kind of installation: it decides which participants are served. */
  readonly environment: Environment;
  /** Default 60 000. */
  readonly leaseMs?: number;
}

/**
 * Sends events to endpoints, at least once and in order per ordering key.
 *
 * A round starts attempts and does not wait for them, so that an endpoint that hangs holds up nobody else. An endpoint
 * whose last attempt failed is tried with one event at a time until it takes one.
 */
export function deliverRound(deliverer: Deliverer): Round {
  const { database, clock, log, outbound, logger, environment, leaseMs = LEASE_MS } = deliverer;
  const running = new Set<Promise<void>>();
  const failing = new Set<string>();
  let stopping = false;

  async function deliver(delivery: ClaimedDelivery, startBy: number): Promise<void> {
    const attempt = await attemptDelivery(deliverer, delivery, startBy).catch((error: unknown): Attempt => {
      logger.error({ err: error, event: delivery.eventId }, 'event cannot be delivered');
      return { status: null, error: 'INTERNAL' };
    });
    if (attempt.error === null) failing.delete(delivery.endpointId);
    else if (attempt.error !== 'INTERRUPTED') failing.add(delivery.endpointId);
    await database.transaction({}, (tx) => finish(deliverer, tx, delivery, attempt, stopping));
  }

  /** Starts what one endpoint may get now. What fails here, a queue too deep to look through in time, fails alone. */
  async function serve(endpointId: string): Promise<number> {
    const now = clock.now();
    // Counted from before the claim, by a clock that nobody sets: an attempt and its margin fit into the rest.
    const startBy = performance.now() + leaseMs / 4;
    const claim = {
      ...{ endpointId, now, leasedUntil: new Date(now.getTime() + leaseMs) },
      atOnce: failing.has(endpointId) ? 1 : PER_ENDPOINT,
    };
    const claimed = await database
      .transaction({}, (tx) => claimDeliveries(tx, claim))
      .catch((error: unknown) => {
        logger.error({ err: error, endpointId }, 'deliveries cannot be claimed');
        return [];
      });
    for (const delivery of claimed) {
      const work = deliver(delivery, startBy)
        // Its lease will be over, and somebody tries again.
        .catch((error: unknown) => logger.error({ err: error }, 'delivery not written down'))
        .finally(() => running.delete(work));
      running.add(work);
    }
    return claimed.length;
  }

  return {
    name: 'deliver events',
    pauseMs: PAUSE_MS,
    async run() {
      const endpoints = Math.floor((PER_NODE - running.size) / PER_ENDPOINT);
      if (endpoints === 0) return 0;
      const due = await database.transaction({}, (tx) =>
        dueEndpoints(tx, {
          ...{ now: clock.now(), today: log.clock.today(), limit: endpoints },
          ...{ served: SERVED[environment], required: LICENCES },
        }),
      );
      let claimed = 0;
      for (const endpointId of due) claimed += await serve(endpointId);
      if (claimed > 0 || running.size === 0) return claimed;
      // The end of any attempt makes room, or lets the next of its queue start.
      await Promise.race([...running, sleep(PAUSE_MS, undefined, { ref: false })]);
      return running.size;
    },
    async stop() {
      stopping = true;
      const ended = Promise.all(running);
      await Promise.race([ended, sleep(GRACE_MS, undefined, { ref: false })]);
      outbound.close();
      await ended;
    },
  };
}

/** Writes down what became of an attempt, and what follows from it for the endpoint. */
async function finish(
  { clock, log }: Deliverer,
  tx: Tx,
  delivery: ClaimedDelivery,
  { status: lastStatus, error }: Attempt,
  interrupted: boolean,
): Promise<void> {
  const at = clock.now();
  if (error === null) {
    await finishDelivery(tx, delivery, {
      ...{ status: 'DELIVERED', at, nextAttemptAt: at, lastStatus, lastError: null },
    });
    await noteTold(tx, [{ id: delivery.eventId, type: delivery.type }], log.clock.now());
    return;
  }
  if (error === 'INTERRUPTED' || (interrupted && lastStatus === null)) {
    // We did not send, or hung up ourselves: it is tried again at once.
    await finishDelivery(tx, delivery, {
      ...{ status: 'PENDING', at, nextAttemptAt: at, lastStatus, lastError: 'INTERRUPTED' },
    });
    return;
  }
  const next = nextAttemptAt(delivery.attempts, delivery.dueSince, at, Math.random);
  const ours = await finishDelivery(tx, delivery, {
    status: next === undefined ? 'DEAD' : 'PENDING',
    ...{ at, nextAttemptAt: next ?? at, lastStatus, lastError: error },
  });
  if (!ours) return;
  const asked = { id: delivery.endpointId, status: 'ACTIVE', url: delivery.url };
  if (next === undefined)
    await tx.webhookEndpoint.updateMany({ where: asked, data: { statusReason: 'DELIVERY_DEAD' } });
  if (error === 'GONE') {
    const { count } = await tx.webhookEndpoint.updateMany({
      where: asked,
      data: { status: 'DISABLED', statusReason: 'GONE' },
    });
    if (count === 0) return;
    await appendEntry(log, tx, {
      ...{ kind: 'WEBHOOK_CHANGED', actor: 'system', participantId: delivery.participantId as ParticipantId },
      ...{ subjectId: null, consentId: null },
      detail: { endpointId: delivery.endpointId, act: 'DISABLED', reason: 'GONE' },
    });
  }
}
