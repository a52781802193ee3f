import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, CalendarDate, dateOf, daysBetween } from './calendar-date.ts';

const anyDate = fc
  .date({ min: new Date('1800-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const offset = fc.integer({ min: -50_000, max: 50_000 });

describe('CalendarDate', () => {
  it.each(['2026-11-21', '2024-02-29', '2000-02-29', '1000-01-01', '9999-12-31'])('accepts %s', (date) => {
    expect(CalendarDate.safeParse(date).success).toBe(true);
  });

  it.each([
    ['29 February of a common year', '2026-02-29'],
    ['29 February of 1900', '1900-02-29'],
    ['31 April', '2026-04-31'],
    ['month 13', '2026-13-01'],
    ['month 0', '2026-00-01'],
    ['day 0', '2026-11-00'],
    ['slashes', '2026/11/21'],
    ['no hyphens', '20261121'],
    ['one digit', '2026-1-1'],
    ['an instant', '2026-11-21T00:00:00.000Z'],
    ['a year before 1000', '0999-12-31'],
    ['nothing', ''],
  ])('refuses %s, once', (_, date) => {
    expect(CalendarDate.safeParse(date).error?.issues).toHaveLength(1);
  });

  it('accepts exactly the days that a calendar has', () => {
    const number = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), number(13), number(32), (year, month, day) => {
        const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const exists = new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(date);
        expect(CalendarDate.safeParse(date).success).toBe(exists);
      }),
    );
  });
});

describe('dateOf · Asia/Shanghai, fixed +08:00', () => {
  it.each([
    ['2026-11-21T15:59:59.999Z', '2026-11-21'],
    ['2026-11-21T16:00:00.000Z', '2026-11-22'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01'],
    ['2024-02-28T16:00:00.000Z', '2024-02-29'],
  ])('%s falls on %s', (instant, date) => {
    expect(dateOf(instant)).toBe(date);
  });

  it('summer time of 1988 is read at +08:00, by convention', () => {
    expect(dateOf('1988-07-01T15:30:00.000Z')).toBe('1988-07-01');
  });

  it('agrees with the time zone database since 1992', () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
    const since1992 = fc.date({
      min: new Date('1992-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(since1992, (instant) => dateOf(instant.toISOString()) === shanghai.format(instant)),
    );
  });

  it.each(['2026-11-21T08:00:00Z', '2026-11-21', 'now'])('refuses %s', (instant) => {
    expect(() => dateOf(instant)).toThrow(expect.objectContaining({ code: 'INSTANT_INVALID' }));
  });

  it('refuses an instant whose Shanghai day is in the year 10000', () => {
    expect(() => dateOf('9999-12-31T16:00:00.000Z')).toThrow(
      expect.objectContaining({ code: 'DATE_OUT_OF_RANGE' }),
    );
  });
});

describe('addDays and daysBetween', () => {
  it.each([
    ['2026-11-30', 1, '2026-12-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-11-21', 0, '2026-11-21'],
  ])('%s %+d days → %s', (date, days, result) => {
    expect(addDays(date, days)).toBe(result);
  });

  it('adding and taking away the same days returns the day', () => {
    fc.assert(fc.property(anyDate, offset, (date, days) => addDays(addDays(date, days), -days) === date));
  });

  it('daysBetween is what addDays added', () => {
    fc.assert(fc.property(anyDate, offset, (date, days) => daysBetween(date, addDays(date, days)) === days));
  });

  it.each([
    ['2026-02-30', 1, 'DATE_INVALID'],
    ['2026-11', 1, 'DATE_INVALID'],
    ['2026-11-21', 0.5, 'OFFSET_INVALID'],
    ['2026-11-21', Number.NaN, 'OFFSET_INVALID'],
    ['9999-12-31', 1, 'DATE_OUT_OF_RANGE'],
    ['1000-01-01', -1, 'DATE_OUT_OF_RANGE'],
  ])('%s %d days: %s', (date, days, code) => {
    expect(() => addDays(date, days)).toThrow(expect.objectContaining({ code }));
  });

  it('daysBetween refuses a day that does not exist', () => {
    expect(() => daysBetween('2026-11-21', '2026-11-31')).toThrow(
      expect.objectContaining({ code: 'DATE_INVALID' }),
    );
  });
});
