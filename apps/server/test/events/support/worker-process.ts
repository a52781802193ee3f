import { createHash } from 'node:crypto';
import type { OperatorId } from '@xinqiao/contracts';
import { openDatabase } from '@xinqiao/db';
import pino from 'pino';
import { clockFrom } from '../../../src/clock.ts';
import { eventRounds } from '../../../src/events/event-rounds.ts';
import { idFactory } from '../../../src/ids.ts';
import { openVault } from '../../../src/keys/vault.ts';
import { openOutbound } from '../../../src/outbound/open-outbound.ts';
import { startWorker } from '../../../src/worker/worker.ts';

// A process that does what the worker role does for events, and nothing else; it is there to be killed.
const { WORKER_URL = '', SECRET = '', LEASE_MS } = process.env;
const clock = clockFrom();
const logger = pino({ level: 'error' }, pino.destination({ fd: 2, sync: true }));
const rounds = await eventRounds({
  ...{ clock, tokenClock: clock, newId: idFactory(clock), operatorId: 'bozhou' as OperatorId },
  environment: 'SANDBOX',
  ...{ logOrigin: 'test', logger, secret: SECRET, vault: openVault(SECRET) },
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  database: openDatabase(WORKER_URL, { poolSize: 4 }),
  outbound: openOutbound({ allowPrivate: ['127.0.0.0/8'] }),
  leaseMs: Number(LEASE_MS),
});
startWorker(rounds, logger as never);
process.on('disconnect', () => process.exit());
process.send?.('ready');
