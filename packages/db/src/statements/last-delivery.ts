import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

const LAST = `
  SELECT greatest(
    (SELECT max(created_at) FROM package WHERE consent_id = $1 AND kind IN ('PACKAGE', 'PAGE')),
    (SELECT max(created_at) FROM decision WHERE consent_id = $1)
  ) AS at`;

/**
 * When data were last delivered under a consent, in a package, a page of one or a decision; null where never.
 *
 * Final for whoever holds the consent by `lockConsentForUpdate` and stops it; otherwise others may be about to commit.
 */
export async function lastDelivery(tx: Tx, consentId: string): Promise<Date | null> {
  const { rows } = await runPrepared<{ at: Date | null }>(tx, 'last-delivery', LAST, [consentId]);
  return rows[0]?.at ?? null;
}
