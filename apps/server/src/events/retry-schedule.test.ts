import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GIVE_UP_AFTER_MS, nextAttemptAt } from './retry-schedule.ts';

const DUE = new Date('2026-11-21T08:00:00.000Z');
const after = (milliseconds: number) => new Date(DUE.getTime() + milliseconds);

describe('nextAttemptAt · retries over 72 h', () => {
  it.each([
    [1, 5],
    [2, 30],
    [3, 120],
    [4, 600],
    [5, 1_800],
    [6, 7_200],
    [7, 21_600],
    [8, 43_200],
    [9, 43_200],
    [40, 43_200],
  ])('after attempt %i it waits at most %i s', (attempts, seconds) => {
    expect(nextAttemptAt(attempts, DUE, DUE, () => 1)).toEqual(after(seconds * 1_000));
  });

  it('any share of the longest pause may come (full jitter)', () => {
    expect(nextAttemptAt(2, DUE, DUE, () => 0)).toEqual(DUE);
    expect(nextAttemptAt(2, DUE, DUE, () => 0.5)).toEqual(after(15_000));
  });

  it('it gives up after 72 h and not a moment before', () => {
    expect(nextAttemptAt(9, DUE, after(GIVE_UP_AFTER_MS - 1), () => 0.5)).toEqual(after(GIVE_UP_AFTER_MS));
    expect(nextAttemptAt(9, DUE, after(GIVE_UP_AFTER_MS), () => 0.5)).toBeUndefined();
  });

  it('whatever the jitter, the last attempt is made when the 72 h are up', () => {
    const jitter = fc.infiniteStream(fc.double({ min: 0.001, max: 1, maxExcluded: true, noNaN: true }));
    fc.assert(
      fc.property(jitter, (stream) => {
        let last = DUE;
        for (let attempts = 1; ; attempts++) {
          const next = nextAttemptAt(attempts, DUE, last, () => stream.next().value ?? 0);
          if (next === undefined) break;
          last = next;
        }
        expect(last).toEqual(after(GIVE_UP_AFTER_MS));
      }),
    );
  });
});
