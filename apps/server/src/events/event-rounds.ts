import type { Database } from '@xinqiao/db';
import type { Vault } from '../keys/vault.ts';
import type { Outbound } from '../outbound/open-outbound.ts';
import type { Services } from '../services.ts';
import type { Round } from '../worker/worker.ts';
import { deliverRound } from './deliver-round.ts';
import { placeRound } from './place-round.ts';
import { purgeEventsRound } from './purge-round.ts';
import { rotateWebhookKeyRound } from './rotate-webhook-key.ts';
import { webhookSigners } from './webhook-signers.ts';

export interface EventWorker
  extends Pick<
    Services,
    'clock' | 'tokenClock' | 'environment' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'logger'
  > {
  /** Connections as `xinqiao_worker`. */
  readonly database: Database;
  /** Secret of the installation. */
  readonly secret: string;
  readonly vault: Vault;
  /** For deliveries alone: closed when they stop. */
  readonly outbound: Outbound;
  /** How long a node has a delivery to itself, in milliseconds. Default 60 000. */
  readonly leaseMs?: number;
}

/** What the worker does for events: give them their place, deliver them, remove what is old. */
export async function eventRounds(worker: EventWorker): Promise<Round[]> {
  const { database, secret, vault, outbound, clock, tokenClock, logger, environment, leaseMs } = worker;
  const signers = webhookSigners(database, secret, tokenClock);
  // Made before anything is signed with it, so that banks can read its public half in time.
  await signers();
  return [
    placeRound(database, tokenClock),
    deliverRound({
      ...{ database, outbound, vault, signers, clock: tokenClock, log: worker, logger, environment },
      ...(leaseMs === undefined ? {} : { leaseMs }),
    }),
    purgeEventsRound(database, clock),
    rotateWebhookKeyRound(database, secret, tokenClock),
  ];
}
