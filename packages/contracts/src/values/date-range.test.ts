import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './calendar-date.ts';
import { DateRange, intersectRanges, rangeContains } from './date-range.ts';

const november = { from: '2026-11-01', to: '2026-11-30' };
const anyRange = fc.tuple(fc.nat(60), fc.nat(60)).map(([start, length]) => ({
  from: addDays('2026-01-01', start),
  to: addDays('2026-01-01', start + length),
}));

describe('DateRange', () => {
  it('accepts a single day', () => {
    expect(DateRange.safeParse({ from: '2026-11-21', to: '2026-11-21' }).success).toBe(true);
  });

  it('refuses a range that ends before it begins, at its end', () => {
    const result = DateRange.safeParse({ from: '2026-11-21', to: '2026-11-20' });
    expect(result.error?.issues.map(({ path }) => path)).toEqual([['to']]);
  });

  it.each([
    ['a day that does not exist', { ...november, to: '2026-11-31' }],
    ['a missing end', { from: '2026-11-01' }],
    ['an unknown field', { ...november, zone: 'UTC' }],
  ])('refuses %s', (_, range) => {
    expect(DateRange.safeParse(range).success).toBe(false);
  });
});

describe('rangeContains', () => {
  it.each([
    ['2026-10-31', false],
    ['2026-11-01', true],
    ['2026-11-30', true],
    ['2026-12-01', false],
  ])('November, %s: %s', (date, contained) => {
    expect(rangeContains(november, date)).toBe(contained);
  });
});

describe('intersectRanges', () => {
  it.each([
    ['an overlap', { from: '2026-11-15', to: '2026-12-15' }, { from: '2026-11-15', to: '2026-11-30' }],
    ['one shared day', { from: '2026-11-30', to: '2026-12-15' }, { from: '2026-11-30', to: '2026-11-30' }],
    ['a range inside', { from: '2026-11-10', to: '2026-11-20' }, { from: '2026-11-10', to: '2026-11-20' }],
    ['neighbours', { from: '2026-12-01', to: '2026-12-15' }, undefined],
  ])('November and %s', (_, other, shared) => {
    expect(intersectRanges(november, other)).toEqual(shared);
  });

  it('a day lies in the intersection exactly when it lies in both', () => {
    fc.assert(
      fc.property(anyRange, anyRange, fc.nat(130), (a, b, at) => {
        const day = addDays('2025-12-31', at);
        const shared = intersectRanges(a, b);
        const inShared = shared !== undefined && rangeContains(shared, day);
        return inShared === (rangeContains(a, day) && rangeContains(b, day));
      }),
    );
  });
});
