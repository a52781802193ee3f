import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** A change of a consent whose receipt is not written yet. */
export interface MissingReceipt {
  readonly consentId: string;
  readonly revision: number;
  readonly act: string;
  readonly status: string;
  readonly by: string;
  readonly reason: string | null;
  readonly changed: string[];
  readonly entryId: string;
  readonly changedAt: Date;
}

// The condition of `consent_revision_receipt_idx`, word for word.
const MISSING = `
  SELECT consent_id AS "consentId", revision, act, status, by, reason, changed, entry_id AS "entryId",
    changed_at AS "changedAt"
  FROM consent_revision
  WHERE receipt IS NULL AND (revision > 1 OR act = 'GRANT')
    AND consent_id || '/' || revision <> ALL ($2)
  ORDER BY changed_at
  LIMIT $1
  FOR UPDATE SKIP LOCKED`;

/**
 * Changes without a receipt, the longest waiting first, held until the transaction ends: two workers do not write one
 * twice.
 *
 * @param except `cns_…/revision` of those to pass over.
 */
export async function missingReceipts(
  tx: Tx,
  limit: number,
  except: readonly string[] = [],
): Promise<MissingReceipt[]> {
  return (await runPrepared<MissingReceipt>(tx, 'missing-receipts', MISSING, [limit, except])).rows;
}
