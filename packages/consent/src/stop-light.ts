import { type ConsentStop, dateOf, type Instant } from '@xinqiao/contracts';
import { stopTerms } from './stop-terms.ts';

/** What a light is judged by. */
export interface StopFacts
  extends Pick<ConsentStop, 'stoppedAt' | 'acknowledgedAt' | 'deletionDueAt' | 'attestedAt'> {
  /** When the bank was asked to attest, UTC; null until then. */
  readonly deletionAskedAt: Instant | null;
}

/** GREEN nothing is overdue, YELLOW something is, RED it has been for long. */
export type StopLight = ConsentStop['light'];

const RANK: Readonly<Record<StopLight, number>> = { GREEN: 0, YELLOW: 1, RED: 2 };

/** The worse of two lights. */
export const worse = (one: StopLight, other: StopLight): StopLight => (RANK[other] > RANK[one] ? other : one);

/** Until when an attestation is in time: never before a bank that was asked late had a day for it. */
export function attestBy({ stoppedAt, deletionDueAt, deletionAskedAt }: StopFacts): Instant | null {
  if (deletionDueAt === null) return null;
  const { attestMs } = stopTerms(dateOf(stoppedAt));
  const afterAsked = Date.parse(deletionAskedAt ?? stoppedAt) + attestMs;
  return new Date(Math.max(Date.parse(deletionDueAt), afterAsked)).toISOString() as Instant;
}

/**
 * How a stop stands: without an acknowledgement yellow after an hour and red after a day, without a due attestation
 * yellow at once and red after a week. Silence counts from the stop itself, whether or not the bank could be reached.
 */
export function stopLight(stop: StopFacts, now: Instant): StopLight {
  const { acknowledgeMs, overdueMs } = stopTerms(dateOf(stop.stoppedAt));
  const acknowledgement = stop.acknowledgedAt === null ? past(stop.stoppedAt, acknowledgeMs, now) : 'GREEN';
  const due = attestBy(stop);
  const deletion =
    due === null || stop.attestedAt !== null ? 'GREEN' : past(due, { yellow: 0, red: overdueMs }, now);
  return worse(acknowledgement, deletion);
}

function past(
  since: Instant,
  { yellow, red }: { readonly yellow: number; readonly red: number },
  now: Instant,
): StopLight {
  const elapsed = Date.parse(now) - Date.parse(since);
  if (elapsed > red) return 'RED';
  return elapsed > yellow ? 'YELLOW' : 'GREEN';
}
