import type { LogEntry } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';

/** Reads an entry together with its place in the tree. */
export const withPlace = { leafIndex: { select: { index: true } } } as const;

export type EntryRow = Awaited<ReturnType<typeof findRow>>;
const findRow = (tx: Tx) => tx.logEntry.findFirstOrThrow({ include: withPlace });

export const logEntryView = (row: EntryRow): LogEntry =>
  ({
    entryId: row.id,
    operatorId: row.operatorId,
    kind: row.kind,
    participantId: row.participantId,
    subjectId: row.subjectId,
    consentId: row.consentId,
    actor: row.actor,
    recordedAt: row.recordedAt.toISOString(),
    leafIndex: row.leafIndex === null ? null : Number(row.leafIndex.index),
    leaf: Buffer.from(row.leaf).toString('base64url'),
    salt: row.salt === null ? null : Buffer.from(row.salt).toString('base64url'),
    detail: row.detail as Record<string, unknown> | null,
  }) as LogEntry;
