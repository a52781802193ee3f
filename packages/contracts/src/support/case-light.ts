import { z } from 'zod';
import type { Instant } from '../values/index.ts';

/** Part of the time at whose beginning a case turns yellow. */
export const YELLOW_PART = 0.2;

export const CaseLight = z
  .enum(['GREEN', 'YELLOW', 'RED'])
  .describe('RED: overdue, or answered late; YELLOW: the last fifth of the time runs; GREEN: all else.');
export type CaseLight = z.infer<typeof CaseLight>;

/**
 * How urgent a case is; of one that was answered, whether it was in time.
 *
 * @param settledAt When it was answered or, unanswered, closed; null while an answer is due.
 */
export function caseLight(
  openedAt: Instant,
  deadlineAt: Instant,
  settledAt: Instant | null,
  now: Instant,
): CaseLight {
  // Instants are fixed-width UTC strings, so their order as text is their order in time.
  if ((settledAt ?? now) >= deadlineAt) return 'RED';
  if (settledAt !== null) return 'GREEN';
  const deadline = Date.parse(deadlineAt);
  const warning = deadline - (deadline - Date.parse(openedAt)) * YELLOW_PART;
  return Date.parse(now) >= warning ? 'YELLOW' : 'GREEN';
}
