import { describe, expect, it } from 'vitest';
import { told } from './told.ts';

describe('told', () => {
  it.each([
    { on: '2026-11-21', months: 3, day: '2026-08-21' },
    { on: '2026-05-31', months: 3, day: '2026-02-28' },
    { on: '2024-05-31', months: 3, day: '2024-02-29' },
    { on: '2026-01-15', months: 13, day: '2024-12-15' },
  ])('$months months before $on is $day', ({ on, months, day }) => {
    expect(told(on).sinceMonths(months)).toBe(day);
  });

  it('counts months and days back', () => {
    const story = told('2026-03-01');
    expect([story.month, story.monthsAgo(3), story.daysAgo(1)]).toEqual(['2026-03', '2025-12', '2026-02-28']);
  });
});
