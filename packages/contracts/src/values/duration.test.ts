import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf } from './calendar-date.ts';
import { addPeriodToDate, addPeriodToInstant, Period, periodInWords, periodParts } from './duration.ts';

describe('Period · ISO 8601 durations, one unit', () => {
  it.each(['P1D', 'P180D', 'P12M', 'P1Y', 'P9999D', 'P999M', 'P99Y'])('accepts %s', (period) => {
    expect(Period.safeParse(period).success).toBe(true);
  });

  it.each([
    'P0D',
    'P',
    'P1',
    '1Y',
    'p1y',
    'P1Y6M',
    'P1W',
    'PT24H',
    'P-1D',
    'P1.5M',
    'P01M',
    'P10000D',
    'P100Y',
    '',
  ])('refuses %j', (period) => {
    expect(Period.safeParse(period).success).toBe(false);
  });
});

describe('addPeriodToDate', () => {
  it.each([
    ['2026-11-21', 'P1D', '2026-11-22'],
    ['2026-11-21', 'P180D', '2027-05-20'],
    ['2026-11-21', 'P12M', '2027-11-21'],
    ['2026-11-21', 'P1Y', '2027-11-21'],
  ])('Civil Code art. 201–202: %s + %s ends on the corresponding day, %s', (date, period, end) => {
    expect(addPeriodToDate(date, period)).toBe(end);
  });

  it.each([
    ['2026-01-31', 'P1M', '2026-02-28'],
    ['2024-01-31', 'P1M', '2024-02-29'],
    ['2026-08-31', 'P1M', '2026-09-30'],
    ['2024-02-29', 'P1Y', '2025-02-28'],
    ['2024-02-29', 'P4Y', '2028-02-29'],
  ])('Civil Code art. 202: %s + %s has no corresponding day or has one, %s', (date, period, end) => {
    expect(addPeriodToDate(date, period)).toBe(end);
  });

  it.each([
    ['2026-02-30', 'P1M', 'DATE_INVALID'],
    ['2026-02-30', 'P1D', 'DATE_INVALID'],
    ['2026-02-28', 'P1W', 'PERIOD_INVALID'],
    ['2026-02-28', '', 'PERIOD_INVALID'],
    ['9990-01-01', 'P10Y', 'DATE_OUT_OF_RANGE'],
  ])('%s + %j: %s', (date, period, code) => {
    expect(() => addPeriodToDate(date, period)).toThrow(expect.objectContaining({ code }));
  });
});

describe('addPeriodToInstant · Asia/Shanghai calendar, fixed +08:00', () => {
  it('counts months on the Shanghai day, not on the UTC day', () => {
    // 31 January 00:30 in Shanghai is still 30 January in UTC.
    expect(addPeriodToInstant('2026-01-30T16:30:00.000Z', 'P1M')).toBe('2026-02-27T16:30:00.000Z');
  });

  it('keeps the time of day', () => {
    expect(addPeriodToInstant('2026-11-21T08:00:00.123Z', 'P1Y')).toBe('2027-11-21T08:00:00.123Z');
  });

  it('lands on the day that the date arithmetic gives', () => {
    const instants = fc.date({
      min: new Date('1992-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    const periods = fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('D', 'M', 'Y'))
      .map(([length, unit]) => `P${length}${unit}`);
    fc.assert(
      fc.property(instants, periods, (date, period) => {
        const instant = date.toISOString();
        return dateOf(addPeriodToInstant(instant, period)) === addPeriodToDate(dateOf(instant), period);
      }),
    );
  });

  it('refuses an instant without milliseconds', () => {
    expect(() => addPeriodToInstant('2026-11-21T08:00:00Z', 'P1D')).toThrow(
      expect.objectContaining({ code: 'INSTANT_INVALID' }),
    );
  });
});

describe('periodInWords', () => {
  it.each([
    ['P1M', '1 个月', '1 month'],
    ['P180D', '180 天', '180 days'],
    ['P2Y', '2 年', '2 years'],
  ])('says %s', (period, zh, en) => {
    expect([periodInWords(period, 'zh'), periodInWords(period, 'en')]).toEqual([zh, en]);
  });

  it('refuses what is no period', () => {
    expect(() => periodInWords('P1W', 'en')).toThrow(expect.objectContaining({ code: 'PERIOD_INVALID' }));
  });
});

describe('periodParts', () => {
  it.each([
    ['P1M', { unit: 'MONTH', value: 1 }],
    ['P180D', { unit: 'DAY', value: 180 }],
    ['P2Y', { unit: 'YEAR', value: 2 }],
  ] as const)('takes %s apart', (period, parts) => {
    expect(periodParts(period)).toEqual(parts);
  });
});
