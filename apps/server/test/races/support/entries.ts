import { setTimeout as sleep } from 'node:timers/promises';
import type { LogEntryKind } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';

/** An entry as the database knows it, whatever its own fields claim. */
export interface CommittedEntry {
  readonly entryId: string;
  readonly kind: LogEntryKind;
  /** When its transaction committed (`track_commit_timestamp`), in microseconds since 1970-01-01 UTC. */
  readonly committedAt: number;
  /** Place in the tree. */
  readonly index: number;
}

/** Waits until the tree holds every entry committed so far. */
export async function untilIntegrated(admin: Database): Promise<void> {
  for (const deadline = Date.now() + 25_000; Date.now() < deadline; await sleep(25)) {
    const pending = await admin.transaction({}, (tx) => tx.logPending.count());
    if (pending === 0) return;
  }
  throw new Error('the integrators do not catch up');
}

/** Waits until the tree holds every entry committed so far about these consents, whatever else is being written. */
export async function untilIntegratedOf(admin: Database, consentIds: readonly string[]): Promise<void> {
  for (const deadline = Date.now() + 25_000; Date.now() < deadline; await sleep(25)) {
    const [row] = await admin.transaction(
      {},
      (tx) =>
        tx.$queryRaw<{ readonly left: bigint }[]>`
        SELECT count(*) AS left FROM log_entry LEFT JOIN log_leaf ON log_leaf.entry_id = log_entry.id
        WHERE consent_id = ANY (${consentIds}::text[]) AND log_leaf.entry_id IS NULL`,
    );
    if (row?.left === 0n) return;
  }
  throw new Error('the integrators do not catch up');
}

/** The integrated entries about each consent, in the order of the tree. */
export async function entriesOf(
  admin: Database,
  consentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CommittedEntry[]>> {
  const rows = await admin.transaction(
    {},
    (tx) =>
      tx.$queryRaw<
        (Record<'consentId' | 'entryId' | 'kind', string> & Record<'committedAt' | 'index', bigint>)[]
      >`
      SELECT
        consent_id AS "consentId", log_entry.id AS "entryId", kind, log_leaf.index,
        (extract(epoch FROM pg_xact_commit_timestamp(log_entry.xmin)) * 1000000)::bigint AS "committedAt"
      FROM log_entry JOIN log_leaf ON log_leaf.entry_id = log_entry.id
      WHERE consent_id = ANY (${consentIds}::text[])
      ORDER BY log_leaf.index`,
  );
  const entries = rows.map(({ consentId, entryId, kind, committedAt, index }) => ({
    consentId,
    entryId,
    kind: kind as LogEntryKind,
    committedAt: Number(committedAt),
    index: Number(index),
  }));
  return Map.groupBy(entries, ({ consentId }) => consentId);
}
