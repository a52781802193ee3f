import type { LogEntryKind } from '@xinqiao/contracts';
import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** An entry to write; what concerns nobody in particular is left out. */
export interface NewLogEntry {
  /** `ent_…` */
  readonly id: string;
  readonly operatorId: string;
  readonly kind: LogEntryKind;
  readonly participantId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly consentId?: string | undefined;
  /** Application, identity or `system`. */
  readonly actor: string;
  readonly recordedAt: Date;
  /** Bytes of the leaf. */
  readonly leaf: Uint8Array;
  /** Opens the commitment in the leaf, together with `detail`. */
  readonly salt?: Uint8Array | undefined;
  /** Particulars the commitment covers, plain JSON. */
  readonly detail?: object | undefined;
}

const INSERT = `
  WITH entry AS (
    INSERT INTO log_entry (
      id, operator_id, kind, participant_id, subject_id, consent_id, actor, recorded_at, leaf, salt, detail
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  )
  INSERT INTO log_pending (entry_id) VALUES ($1)`;

/**
 * Writes an entry and queues it for the tree, in one statement.
 *
 * Call it after the locks of the transaction are taken: the ticket drawn here is the entry's place among those it
 * conflicts with. The transaction number would not do: a revoke has its own before it waits for the consent, so an
 * outcome that it waited for may bear a higher one.
 */
export async function appendLogEntry(tx: Tx, entry: NewLogEntry): Promise<void> {
  const { id, operatorId, kind, participantId, subjectId, consentId, actor, recordedAt, leaf } = entry;
  const opening = [entry.salt ?? null, entry.detail ? JSON.stringify(entry.detail) : null];
  await runPrepared(tx, 'append-log-entry', INSERT, [
    ...[id, operatorId, kind, participantId ?? null, subjectId ?? null, consentId ?? null],
    ...[actor, recordedAt, leaf, ...opening],
  ]);
}
