import type { Tx } from '../tx.ts';

/** Longer than any clock of a node may be off. */
const KEPT = '10 minutes';

/**
 * Removes the counts of minutes that are over.
 *
 * @param now By the clock that limits are counted by: the real one.
 */
export const purgeRateWindows = (tx: Tx, now: Date): Promise<number> =>
  tx.$executeRaw`DELETE FROM rate_window WHERE window_start < ${now}::timestamptz - ${KEPT}::interval`;
