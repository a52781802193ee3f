import { FREQUENCY_UNITS, type Frequency, type Instant } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countingPeriod, isWithin, tighterFrequency } from './frequency.ts';

const per = (value: number, unit: Frequency['unit']): Frequency => ({ value, unit });
const anyFrequency = fc.record({
  unit: fc.constantFrom(...FREQUENCY_UNITS),
  value: fc.integer({ min: 1, max: 900 }),
});

describe('countingPeriod · calendar of Asia/Shanghai', () => {
  it.each([
    ['DAY', '2026-11-21T16:00:00.000Z', '2026-11-21T16:00:00.000Z', '2026-11-22T16:00:00.000Z'],
    ['DAY', '2026-11-21T15:59:59.999Z', '2026-11-20T16:00:00.000Z', '2026-11-21T16:00:00.000Z'],
    ['MONTH', '2024-02-29T12:00:00.000Z', '2024-01-31T16:00:00.000Z', '2024-02-29T16:00:00.000Z'],
    ['YEAR', '2026-12-31T15:59:59.999Z', '2025-12-31T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
  ] as const)('the %s of %s begins at %s and ends before %s', (unit, now, from, to) => {
    expect(countingPeriod(unit, now as Instant)).toEqual({ from, to });
  });

  it('an instant lies in its own period, and the next begins where it ends', () => {
    const anyInstant = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString() as Instant);
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...FREQUENCY_UNITS), (now, unit) => {
        const { from, to } = countingPeriod(unit, now);
        expect(from <= now && now < to).toBe(true);
        expect(countingPeriod(unit, to).from).toBe(to);
      }),
    );
  });
});

describe('isWithin', () => {
  it.each([
    [per(4, 'MONTH'), per(4, 'MONTH'), true],
    [per(5, 'MONTH'), per(4, 'MONTH'), false],
    // 31 days may be read once each.
    [per(1, 'DAY'), per(31, 'MONTH'), true],
    [per(1, 'DAY'), per(30, 'MONTH'), false],
    // All of a month may fall on one day.
    [per(5, 'MONTH'), per(5, 'DAY'), true],
    [per(6, 'MONTH'), per(5, 'DAY'), false],
    [per(1, 'DAY'), per(366, 'YEAR'), true],
    [per(1, 'MONTH'), per(11, 'YEAR'), false],
    [null, per(1000, 'DAY'), false],
    [per(1000, 'DAY'), null, true],
    [null, null, true],
  ])('%j within %j: %s', (asked, limit, within) => {
    expect(isWithin(asked, limit)).toBe(within);
  });
});

describe('tighterFrequency', () => {
  it('lies within both, is at least one, and is the tighter where there is one', () => {
    fc.assert(
      fc.property(anyFrequency, anyFrequency, (one, other) => {
        const both = tighterFrequency(one, other);
        expect([isWithin(both, one), isWithin(both, other)]).toEqual([true, true]);
        expect(both?.value).toBeGreaterThanOrEqual(1);
        if (isWithin(one, other)) expect(both).toEqual(one);
        else if (isWithin(other, one)) expect(both).toEqual(other);
      }),
    );
  });

  it('keeps as much as both allow: 5 a day and 60 a month make 1 a day', () => {
    expect(tighterFrequency(per(5, 'DAY'), per(60, 'MONTH'))).toEqual(per(1, 'DAY'));
  });

  it('no limit gives way to any', () => {
    expect(tighterFrequency(null, per(3, 'YEAR'))).toEqual(per(3, 'YEAR'));
    expect(tighterFrequency(per(3, 'YEAR'), null)).toEqual(per(3, 'YEAR'));
  });
});
