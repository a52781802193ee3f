import type { Database } from '@xinqiao/db';
import type { PlatformSigner } from '../keys/statement.ts';
import type { Services } from '../services.ts';
import type { Round } from '../worker/worker.ts';
import { receiptRound } from './receipts/write-receipts.ts';
import { remindOwners } from './reminders/remind-owners.ts';
import { askDeletion } from './stops/ask-deletion.ts';
import { tellAcknowledged } from './stops/tell-acknowledged.ts';

export interface ConsentWorker
  extends Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'vault' | 'logger'> {
  readonly signer: Pick<PlatformSigner, 'sign'>;
  /** Scheme, host and port of the platform. */
  readonly origin: string;
}

/**
 * What follows from consents by itself: receipts, reminders, requests to delete, word of what banks acknowledged.
 *
 * @param database Connections as `xinqiao_worker`.
 */
export const consentRounds = (worker: ConsentWorker, database: Database): Round[] => [
  receiptRound(worker, database),
  { name: 'remind owners', pauseMs: 60_000, run: () => remindOwners(worker, database) },
  { name: 'ask for deletion', pauseMs: 10_000, run: () => askDeletion(worker, database) },
  { name: 'tell acknowledgements', pauseMs: 1_000, run: () => tellAcknowledged(worker, database) },
];
