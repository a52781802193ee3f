import type { Instant } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deletionDue } from './deletion-due.ts';
import { attestBy, type StopFacts, stopLight, worse } from './stop-light.ts';
import { stopTerms } from './stop-terms.ts';

const STOPPED = '2026-11-22T06:00:00.000Z' as Instant;
const after = (ms: number, since: Instant = STOPPED) =>
  new Date(Date.parse(since) + ms).toISOString() as Instant;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A stop that was acknowledged and after which nothing is to be deleted; tests name what they are about. */
const stop = (fact: Partial<StopFacts> = {}): StopFacts => ({
  stoppedAt: STOPPED,
  acknowledgedAt: after(1_000),
  deletionDueAt: null,
  deletionAskedAt: null,
  attestedAt: null,
  ...fact,
});

describe('stopLight · issue 4 §10', () => {
  it.each([
    ['GREEN', HOUR],
    ['YELLOW', HOUR + 1],
    ['YELLOW', DAY],
    ['RED', DAY + 1],
  ])('is %s %d ms after a stop nobody acknowledged', (light, ms) => {
    expect(stopLight(stop({ acknowledgedAt: null }), after(ms))).toBe(light);
  });

  it('is GREEN once the bank acknowledged, however late', () => {
    expect(stopLight(stop({ acknowledgedAt: after(9 * DAY) }), after(400 * DAY))).toBe('GREEN');
  });

  it.each([
    ['GREEN', 0],
    ['YELLOW', 1],
    ['YELLOW', 7 * DAY],
    ['RED', 7 * DAY + 1],
  ])('is %s %d ms after an attestation was due', (light, ms) => {
    const facts = stop({ deletionDueAt: after(30 * DAY), deletionAskedAt: after(23 * DAY) });
    expect(stopLight(facts, after(30 * DAY + ms))).toBe(light);
  });

  it('gives a bank that was asked late a day', () => {
    const facts = stop({ deletionDueAt: after(-DAY), deletionAskedAt: after(HOUR) });
    expect(attestBy(facts)).toBe(after(HOUR + DAY));
    expect(stopLight(facts, after(HOUR + DAY))).toBe('GREEN');
  });

  it('is GREEN once deletion was attested', () => {
    const facts = stop({ deletionDueAt: after(DAY), attestedAt: after(90 * DAY) });
    expect(stopLight(facts, after(400 * DAY))).toBe('GREEN');
  });

  it('only gets worse while nobody says anything', () => {
    const times = fc.integer({ min: 0, max: 90 * DAY });
    fc.assert(
      fc.property(times, times, times, (due, one, other) => {
        const facts = stop({ acknowledgedAt: null, deletionDueAt: after(due) });
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        const before = stopLight(facts, after(early));
        expect(worse(before, stopLight(facts, after(late)))).toBe(stopLight(facts, after(late)));
      }),
    );
  });
});

describe('deletionDue · PIPL arts. 19, 47', () => {
  const due = (fact: Partial<Parameters<typeof deletionDue>[0]> = {}) =>
    deletionDue({ kind: 'REVOKED', stoppedAt: STOPPED, lastReadAt: after(-DAY), dataLife: 'P12M', ...fact });

  it('is 30 days after a consent ended whose data could be kept longer', () => {
    expect(due()).toBe(after(30 * DAY));
  });

  it('is the end of the data life where that comes first', () => {
    expect(due({ dataLife: 'P7D' })).toBe(after(6 * DAY));
  });

  it('may lie before the stop: what was read long ago should be gone', () => {
    expect(due({ lastReadAt: after(-40 * DAY), dataLife: 'P30D' })).toBe(after(-10 * DAY));
  });

  it('is the same for a consent that expired', () => {
    expect(due({ kind: 'EXPIRED' })).toBe(after(30 * DAY));
  });

  it('is none where nothing was read', () => {
    expect(due({ lastReadAt: null })).toBeNull();
  });

  it('is none while a consent only rests', () => {
    expect(due({ kind: 'PAUSED' })).toBeNull();
  });
});

describe('stopTerms', () => {
  const terms = stopTerms('2026-11-22');
  const later = { ...terms, from: '2027-01-01', deleteMs: 1 };

  it('are those in force on the day of the stop', () => {
    expect(stopTerms('2026-12-31', [terms, later])).toBe(terms);
    expect(stopTerms('2027-01-01', [later, terms])).toBe(later);
  });

  it('are refused for a day before the first', () => {
    expect(() => stopTerms('2025-12-31')).toThrow(RangeError);
  });
});
