import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

const COUNT = `
  SELECT
    (SELECT count(*) FROM package WHERE consent_id = $1 AND created_at >= $2 AND kind <> 'PAGE')
    + (SELECT count(*) FROM decision WHERE consent_id = $1 AND created_at >= $2) AS deliveries`;

/**
 * Packages and decisions delivered under a consent since an instant: by the index of each, from that instant on.
 * A look at whether a package still stands counts as one; the pages of a package are part of it.
 *
 * Exact for whoever holds the consent by `lockConsentForUpdate`; otherwise others may be about to commit.
 */
export async function countDeliveries(tx: Tx, consentId: string, since: Date): Promise<number> {
  const { rows } = await runPrepared<{ deliveries: bigint }>(tx, 'count-deliveries', COUNT, [
    consentId,
    since,
  ]);
  return Number(rows[0]?.deliveries ?? 0n);
}
