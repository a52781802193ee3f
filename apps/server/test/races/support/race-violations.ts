import type { LogEntryKind } from '@xinqiao/contracts';
import type { Answer } from './caller.ts';
import type { CommittedEntry } from './entries.ts';

/** Reads of one consent against its one revocation, and what the log has of them. */
export interface Race {
  readonly reads: readonly Pick<Answer, 'status' | 'code' | 'entryId' | 'begunAt'>[];
  /** `performance.now()` when the call that revoked had returned. */
  readonly revokedAt: number;
  /** In the order of the tree. */
  readonly entries: readonly CommittedEntry[];
}

export type RaceViolation =
  | 'ANSWER_UNEXPECTED'
  | 'READ_AFTER_REVOKE_RETURNED'
  | 'REVOKED_NOT_ONCE'
  | 'COMMITTED_AFTER_REVOKE'
  | 'LOGGED_AFTER_REVOKE'
  | 'DELIVERED_WITHOUT_ENTRY'
  | 'ENTRY_WITHOUT_DELIVERY'
  | 'OUTCOME_WITHOUT_ACCESS';

const DELIVERED: readonly LogEntryKind[] = ['DATA_DELIVERED', 'DECISION_MADE'];
const OUTCOMES: readonly LogEntryKind[] = [...DELIVERED, 'DATA_DISCARDED', 'DATA_FAILED'];

/** Every way in which the race broke a promise; empty when all were kept. */
export function raceViolations({ reads, revokedAt, entries }: Race): RaceViolation[] {
  const found: RaceViolation[] = [];
  const report = (violation: RaceViolation, ...broken: readonly unknown[]) =>
    found.push(...broken.map(() => violation));
  const refused = ({ code }: { code: Answer['code'] }) => code === 'CONSENT_REVOKED';
  const answered = reads.filter(({ status }) => status === 201);
  report('ANSWER_UNEXPECTED', ...reads.filter((read) => read.status !== 201 && !refused(read)));
  report('READ_AFTER_REVOKE_RETURNED', ...reads.filter((read) => read.begunAt > revokedAt && !refused(read)));

  const delivered = entries.filter(({ kind }) => DELIVERED.includes(kind));
  const [revoke, ...more] = entries.filter(({ kind }) => kind === 'CONSENT_REVOKED');
  if (revoke === undefined) return [...found, 'REVOKED_NOT_ONCE'];
  report('REVOKED_NOT_ONCE', ...more);
  report(
    'COMMITTED_AFTER_REVOKE',
    ...delivered.filter(({ committedAt }) => committedAt >= revoke.committedAt),
  );
  report('LOGGED_AFTER_REVOKE', ...delivered.filter(({ index }) => index > revoke.index));

  const logged = new Set(delivered.map(({ entryId }) => entryId));
  const promised = new Set(answered.map(({ entryId }) => entryId));
  report('DELIVERED_WITHOUT_ENTRY', ...answered.filter(({ entryId }) => !logged.has(entryId ?? '')));
  report('ENTRY_WITHOUT_DELIVERY', ...delivered.filter(({ entryId }) => !promised.has(entryId)));
  report('OUTCOME_WITHOUT_ACCESS', ...outcomesWithoutAccess(entries));
  return found;
}

/** At no place of the log may there be more outcomes than accesses allowed before them. */
function outcomesWithoutAccess(entries: readonly CommittedEntry[]): CommittedEntry[] {
  let open = 0;
  return entries.filter(({ kind }) => {
    if (kind === 'ACCESS_ALLOWED') open++;
    if (!OUTCOMES.includes(kind)) return false;
    if (open === 0) return true;
    open--;
    return false;
  });
}
