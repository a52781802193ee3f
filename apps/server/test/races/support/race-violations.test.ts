import { describe, expect, it } from 'vitest';
import type { CommittedEntry } from './entries.ts';
import { type Race, type RaceViolation, raceViolations } from './race-violations.ts';

const entry = (
  index: number,
  kind: CommittedEntry['kind'],
  fact: Partial<CommittedEntry> = {},
): CommittedEntry => ({
  entryId: `ent_${index}`,
  kind,
  committedAt: 1_000 + index,
  index,
  ...fact,
});

/** One read before the revoke, one that lost against it, one after it: all as it must be. */
const race = (fact: Partial<Race> = {}): Race => ({
  reads: [
    { status: 201, code: undefined, entryId: 'ent_2', begunAt: 1 },
    { status: 403, code: 'CONSENT_REVOKED', entryId: undefined, begunAt: 2 },
    { status: 403, code: 'CONSENT_REVOKED', entryId: undefined, begunAt: 9 },
  ],
  revokedAt: 5,
  entries: [
    entry(0, 'ACCESS_ALLOWED'),
    entry(1, 'ACCESS_ALLOWED'),
    entry(2, 'DATA_DELIVERED'),
    entry(3, 'CONSENT_REVOKED'),
    entry(4, 'DATA_DISCARDED'),
    entry(5, 'ACCESS_DENIED'),
  ],
  ...fact,
});
const delivered = { status: 201, code: undefined, entryId: 'ent_2', begunAt: 1 } as const;
const { entries } = race();

describe('raceViolations', () => {
  it('finds nothing where every promise was kept', () => {
    expect(raceViolations(race())).toEqual([]);
  });

  it.each<[string, Partial<Race>, RaceViolation[]]>([
    [
      'a read that failed',
      { reads: [delivered, { ...delivered, status: 503, code: 'DATABASE_UNAVAILABLE' }] },
      ['ANSWER_UNEXPECTED'],
    ],
    [
      'data for a read begun after the revoke returned',
      { reads: [{ ...delivered, begunAt: 6 }] },
      ['READ_AFTER_REVOKE_RETURNED'],
    ],
    ['a revoke without an entry', { entries: entries.toSpliced(3, 1) }, ['REVOKED_NOT_ONCE']],
    [
      'two entries for one revoke',
      { entries: entries.toSpliced(4, 0, entry(9, 'CONSENT_REVOKED')) },
      ['REVOKED_NOT_ONCE'],
    ],
    [
      'an outcome that committed after the revoke',
      { entries: entries.with(2, entry(2, 'DATA_DELIVERED', { committedAt: 1_004 })) },
      ['COMMITTED_AFTER_REVOKE'],
    ],
    [
      'a decision that committed in the same microsecond',
      { entries: entries.with(2, entry(2, 'DECISION_MADE', { committedAt: 1_003 })) },
      ['COMMITTED_AFTER_REVOKE'],
    ],
    [
      'an outcome that stands after the revoke in the log',
      {
        entries: entries
          .toSpliced(2, 1)
          .toSpliced(3, 0, entry(6, 'DATA_DELIVERED', { entryId: 'ent_2', committedAt: 1_002 })),
      },
      ['LOGGED_AFTER_REVOKE'],
    ],
    ['data without an entry', { entries: entries.toSpliced(2, 1) }, ['DELIVERED_WITHOUT_ENTRY']],
    ['an entry for data nobody got', { reads: [] }, ['ENTRY_WITHOUT_DELIVERY']],
    [
      'an outcome without an access before it',
      { entries: entries.toSpliced(1, 1) },
      ['OUTCOME_WITHOUT_ACCESS'],
    ],
  ])('reports %s', (_, fact, violations) => {
    expect(raceViolations(race(fact))).toEqual(violations);
  });
});
