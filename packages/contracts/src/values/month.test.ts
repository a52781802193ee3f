import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, lastDayOf, Month, monthOf, monthRange, monthsBetween } from './month.ts';

const anyMonth = fc
  .tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);
const offset = fc.integer({ min: -5000, max: 5000 });

describe('Month', () => {
  it.each(['2026-00', '2026-13', '2026-1', '202611', '2026-11-21', '26-11', '0999-01', ''])(
    'refuses %j',
    (month) => {
      expect(Month.safeParse(month).success).toBe(false);
    },
  );
});

describe('addMonths and monthsBetween', () => {
  it.each([
    ['2026-11', 1, '2026-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-11', -24, '2024-11'],
    ['2026-11', 0, '2026-11'],
  ])('%s %+d months → %s', (month, months, result) => {
    expect(addMonths(month, months)).toBe(result);
  });

  it('adding and taking away the same months returns the month', () => {
    fc.assert(
      fc.property(
        anyMonth,
        offset,
        (month, months) => addMonths(addMonths(month, months), -months) === month,
      ),
    );
  });

  it('monthsBetween is what addMonths added', () => {
    fc.assert(
      fc.property(
        anyMonth,
        offset,
        (month, months) => monthsBetween(month, addMonths(month, months)) === months,
      ),
    );
  });

  it('every result is a Month', () => {
    fc.assert(
      fc.property(anyMonth, offset, (month, months) => Month.safeParse(addMonths(month, months)).success),
    );
  });

  it.each([
    ['2026-13', 1, 'MONTH_INVALID'],
    ['2026-11-21', 1, 'MONTH_INVALID'],
    ['2026-11', 1.5, 'OFFSET_INVALID'],
    ['9999-12', 1, 'DATE_OUT_OF_RANGE'],
    ['1000-01', -1, 'DATE_OUT_OF_RANGE'],
  ])('%s %d months: %s', (month, months, code) => {
    expect(() => addMonths(month, months)).toThrow(expect.objectContaining({ code }));
  });
});

describe('monthOf · Asia/Shanghai, fixed +08:00', () => {
  it.each([
    ['2026-11-30T15:59:59.999Z', '2026-11'],
    ['2026-11-30T16:00:00.000Z', '2026-12'],
    ['2026-12-31T16:00:00.000Z', '2027-01'],
  ])('%s falls in %s', (instant, month) => {
    expect(monthOf(instant)).toBe(month);
  });
});

describe('lastDayOf', () => {
  it.each([
    ['2026-02', '2026-02-28'],
    ['2028-02', '2028-02-29'],
    ['2100-02', '2100-02-28'],
    ['2026-11', '2026-11-30'],
    ['2026-12', '2026-12-31'],
  ])('%s ends on %s', (month, day) => {
    expect(lastDayOf(month)).toBe(day);
  });

  it('refuses what is no month', () => {
    expect(() => lastDayOf('2026-13')).toThrow(expect.objectContaining({ code: 'MONTH_INVALID' }));
  });
});

describe('monthRange', () => {
  it('includes both ends and crosses the year', () => {
    expect(monthRange('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  it('a month to itself is that month', () => {
    expect(monthRange('2026-11', '2026-11')).toEqual(['2026-11']);
  });

  it('refuses to run backwards', () => {
    expect(() => monthRange('2026-11', '2026-10')).toThrow(
      expect.objectContaining({ code: 'RANGE_INVERTED' }),
    );
  });

  it('refuses an end that is no month', () => {
    expect(() => monthRange('2026-11', '2026-13')).toThrow(
      expect.objectContaining({ code: 'MONTH_INVALID' }),
    );
  });
});
