import type { LogEntryKind } from '@xinqiao/contracts';
import type { Tx } from '../database.ts';

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

/**
 * Writes an entry and queues it for the tree, in one statement.
 *
 * Call it after the locks of the transaction are taken: the ticket drawn here is the entry's place among those it
 * conflicts with. The transaction number would not do: a revoke has its own before it waits for the consent, so an
 * outcome that it waited for may bear a higher one.
 */
export async function appendLogEntry(tx: Tx, entry: NewLogEntry): Promise<void> {
  await tx.$executeRaw`
    WITH entry AS (
      INSERT INTO log_entry (
        id, operator_id, kind, participant_id, subject_id, consent_id, actor, recorded_at, leaf, salt, detail
      ) VALUES (
        ${entry.id}, ${entry.operatorId}, ${entry.kind}, ${entry.participantId ?? null},
        ${entry.subjectId ?? null}, ${entry.consentId ?? null}, ${entry.actor}, ${entry.recordedAt},
        ${entry.leaf}, ${entry.salt ?? null}, ${entry.detail ? JSON.stringify(entry.detail) : null}::jsonb
      )
    )
    INSERT INTO log_pending (entry_id) VALUES (${entry.id})`;
}
