import type { Tx } from '../tx.ts';

/** A row set aside. */
export interface NewSourceQuarantine {
  /** Line in the file, from 1 with the header. */
  readonly line: number;
  readonly reason: string;
  /** The row, word for word. */
  readonly raw: string;
}

/** Sets rows of one import aside, in one statement. */
export async function insertQuarantine(
  tx: Tx,
  importId: string,
  rows: readonly NewSourceQuarantine[],
): Promise<void> {
  const column = <K extends keyof NewSourceQuarantine>(name: K) => rows.map((row) => row[name]);
  await tx.$executeRaw`
    INSERT INTO source_quarantine (import_id, line, reason, raw)
    SELECT ${importId}, *
    FROM unnest(${column('line')}::int[], ${column('reason')}::text[], ${column('raw')}::text[])`;
}
