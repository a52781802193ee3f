import {
  addPeriodToInstant,
  type ConsentStopKind,
  dateOf,
  type Instant,
  type Period,
} from '@xinqiao/contracts';
import { stopTerms } from './stop-terms.ts';

export interface Stopped {
  readonly kind: ConsentStopKind;
  readonly stoppedAt: Instant;
  /** Last delivery under the consent; null where nothing was read. */
  readonly lastReadAt: Instant | null;
  readonly dataLife: Period;
}

/**
 * Until when a bank may keep what it read under a consent that stopped (PIPL arts. 19, 47): until the data life of the
 * last delivery is over, and at the longest 30 days after the consent ended, because its purpose ended with it. What a
 * law makes it keep longer (反洗钱法 art. 34) it names in its attestation.
 *
 * @returns Null where nothing was read, or the consent only rests. May lie before the stop.
 */
export function deletionDue({ kind, stoppedAt, lastReadAt, dataLife }: Stopped): Instant | null {
  if (kind === 'PAUSED' || lastReadAt === null) return null;
  const { deleteMs } = stopTerms(dateOf(stoppedAt));
  const lifeEnds = addPeriodToInstant(lastReadAt, dataLife);
  const latest = new Date(Date.parse(stoppedAt) + deleteMs).toISOString() as Instant;
  // Instants are fixed-width UTC strings, so their order as text is their order in time.
  return lifeEnds < latest ? lifeEnds : latest;
}
