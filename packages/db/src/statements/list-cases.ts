import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

export interface CaseFilter {
  readonly statuses: readonly string[];
  readonly category?: string | undefined;
  readonly assignee?: string | undefined;
  readonly light?: 'GREEN' | 'YELLOW' | 'RED' | undefined;
  /** Instant by which lights are judged. */
  readonly now: Date;
  /** Part of the time at whose beginning a case turns yellow. */
  readonly yellowPart: number;
  /** Id of the last case of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const LIST = `
  SELECT id FROM (
    SELECT id, deadline_at, status, category, assignee,
      CASE
        WHEN coalesce(settled_at, $1) >= deadline_at THEN 'RED'
        WHEN settled_at IS NOT NULL THEN 'GREEN'
        WHEN $1 >= deadline_at - (deadline_at - opened_at) * $2 THEN 'YELLOW'
        ELSE 'GREEN'
      END AS light
    FROM (
      SELECT *, CASE WHEN status IN ('ANSWERED', 'CLOSED') THEN coalesce(answered_at, closed_at) END AS settled_at
      FROM support_case
    ) judged
  ) lit
  WHERE status = ANY ($3)
    AND ($4::text IS NULL OR category = $4)
    AND ($5::text IS NULL OR assignee = $5)
    AND ($6::text IS NULL OR light = $6)
    AND ($7::text IS NULL OR (deadline_at, id) > (SELECT deadline_at, id FROM support_case WHERE id = $7))
  ORDER BY deadline_at, id LIMIT $8`;

/** Ids of cases, the earliest deadline first, filtered also by light (`caseLight` of the contracts, in SQL). */
export async function listCaseIds(tx: Tx, filter: CaseFilter): Promise<string[]> {
  const { now, yellowPart, statuses, category, assignee, light, after, limit } = filter;
  const { rows } = await runPrepared<{ id: string }>(tx, 'list-cases', LIST, [
    ...[now, yellowPart, [...statuses], category ?? null, assignee ?? null],
    ...[light ?? null, after ?? null, limit],
  ]);
  return rows.map(({ id }) => id);
}
