import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** An event to write; its place in the stream is given later. */
export interface NewEvent {
  /** `evt_…` */
  readonly id: string;
  readonly operatorId: string;
  /** Whom it is for. */
  readonly participantId: string;
  readonly type: string;
  /** What it is about: events of one key are delivered in order. */
  readonly orderingKey: string;
  readonly occurredAt: Date;
  /** Plain JSON. */
  readonly data: object;
}

const INSERT = `
  INSERT INTO event (id, operator_id, participant_id, type, ordering_key, occurred_at, data)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/**
 * Writes an event in the transaction of what happened.
 *
 * Call it after the locks of the transaction are taken: the ticket drawn here is the event's place among those it
 * conflicts with, as with `appendLogEntry`.
 */
export async function appendEventRow(tx: Tx, event: NewEvent): Promise<void> {
  const { id, operatorId, participantId, type, orderingKey, occurredAt, data } = event;
  await runPrepared(tx, 'append-event', INSERT, [
    ...[id, operatorId, participantId, type, orderingKey, occurredAt],
    JSON.stringify(data),
  ]);
}
