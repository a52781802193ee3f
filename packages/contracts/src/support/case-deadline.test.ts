import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate, dateOf, type Instant } from '../values/index.ts';
import { CASE_CATEGORIES, CASE_CATEGORY_NAMES, type CaseCategory } from './case-category.ts';
import { caseDeadline, isWorkingDay } from './case-deadline.ts';

/** Noon in Asia/Shanghai. */
const noon = (date: string) => `${date}T04:00:00.000Z` as Instant;
/** The last day on which an answer is in time. */
const lastDay = (category: CaseCategory, from: Instant, holidays: readonly CalendarDate[] = []) =>
  addDays(dateOf(caseDeadline(category, from, holidays)), -1);

describe('caseDeadline · Civil Code arts. 201, 203', () => {
  it.each<[CaseCategory, string, string, string]>([
    ['TECHNICAL', '2026-11-23', '2026-11-25', 'two working days after a Monday'],
    ['TECHNICAL', '2026-11-19', '2026-11-23', 'a Thursday: the weekend between does not count'],
    ['TECHNICAL', '2026-11-21', '2026-11-24', 'a Saturday: counting begins on Monday'],
    ['CONSULTATION', '2026-11-20', '2026-11-27', 'five working days after a Friday'],
    ['COMPLAINT', '2026-11-21', '2026-12-06', 'fifteen days end on a Sunday'],
    ['OBJECTION', '2026-12-20', '2027-01-09', 'twenty days across the year'],
    ['DATA_ERROR', '2028-02-20', '2028-03-11', 'twenty days across a leap day'],
    ['SECURITY', '2026-11-21', '2026-11-22', 'the next day, also on a Sunday'],
  ])('%s received on %s is answered by %s: %s', (category, received, last) => {
    expect(lastDay(category, noon(received))).toBe(last);
  });

  it('is a midnight of Asia/Shanghai', () => {
    expect(caseDeadline('SECURITY', noon('2026-11-21'), [])).toBe('2026-11-22T16:00:00.000Z');
  });

  it('takes the day of receipt from Asia/Shanghai', () => {
    expect(lastDay('SECURITY', '2026-11-21T15:59:59.999Z' as Instant)).toBe('2026-11-22');
    expect(lastDay('SECURITY', '2026-11-21T16:00:00.000Z' as Instant)).toBe('2026-11-23');
  });

  it('leaves configured holidays out of working days, and out of nothing else', () => {
    const holidays = ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'];
    expect(lastDay('TECHNICAL', noon('2026-09-30'), holidays)).toBe('2026-10-09');
    expect(lastDay('SECURITY', noon('2026-09-30'), holidays)).toBe('2026-10-01');
  });

  it('a term of working days holds exactly that many, and ends on one', () => {
    const day = fc.integer({ min: 0, max: 4_000 }).map((offset) => addDays('2024-01-01', offset));
    fc.assert(
      fc.property(day, fc.array(day, { maxLength: 30 }), (received, holidays) => {
        for (const category of ['CONSULTATION', 'TECHNICAL'] as const) {
          const last = lastDay(category, noon(received), holidays);
          let worked = 0;
          for (let at = received; at < last; ) {
            at = addDays(at, 1);
            if (isWorkingDay(at, holidays)) worked++;
          }
          expect(worked).toBe(CASE_CATEGORIES[category].term.days);
          expect(isWorkingDay(last, holidays)).toBe(true);
        }
      }),
    );
  });
});

describe('isWorkingDay', () => {
  it.each([
    ['2026-11-20', true],
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-11-23', true],
    ['1969-12-27', false],
    ['1969-12-29', true],
  ])('%s: %s', (day, worked) => {
    expect(isWorkingDay(day, [])).toBe(worked);
  });
});

describe('CASE_CATEGORIES', () => {
  it.each(CASE_CATEGORY_NAMES)('%s has a term of whole days and says what it rests on', (category) => {
    const { term, reference } = CASE_CATEGORIES[category];
    expect(Number.isInteger(term.days) && term.days > 0).toBe(true);
    expect(Object.values(reference).every((text) => text.length > 0)).toBe(true);
  });

  it('an objection is answered in 20 days (Credit Reporting Regulation art. 25)', () => {
    expect(CASE_CATEGORIES.OBJECTION.term).toEqual({ days: 20, counted: 'CALENDAR' });
    expect(CASE_CATEGORIES.OBJECTION.reference.en).toContain('art. 25');
  });
});
