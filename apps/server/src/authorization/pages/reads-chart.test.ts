import { describe, expect, it } from 'vitest';
import { mondayOf, readsByWeek, readsChart } from './reads-chart.ts';

describe('mondayOf', () => {
  it.each([
    ['2026-11-22', '2026-11-16'],
    ['2026-11-16', '2026-11-16'],
    ['2027-01-01', '2026-12-28'],
  ])('of %s is %s', (date, monday) => {
    expect(mondayOf(date)).toBe(monday);
  });
});

describe('readsByWeek', () => {
  it('gives twelve weeks, this one last, with 0 where nobody read', () => {
    const weeks = readsByWeek([], '2026-11-22');
    expect(weeks.map(({ reads }) => reads)).toEqual(Array(12).fill(0));
    expect([weeks[0]?.monday, weeks.at(-1)?.monday]).toEqual(['2026-08-31', '2026-11-16']);
  });

  it('counts a Sunday in the week it ends, and nothing older than the chart', () => {
    const read = [
      { day: '2026-11-15', reads: 1 },
      { day: '2026-11-16', reads: 1 },
      { day: '2026-08-01', reads: 5 },
    ];
    expect(
      readsByWeek(read, '2026-11-22')
        .slice(-2)
        .map(({ reads }) => reads),
    ).toEqual([1, 1]);
  });
});

describe('readsChart · WCAG 1.1.1', () => {
  it('says in words what it draws', () => {
    const weeks = readsByWeek([{ day: '2026-11-20', reads: 2 }], '2026-11-22');
    expect(readsChart(weeks, 'en').text).toContain(
      'aria-label="Reads by banks over the last 12 weeks: 2 in all; most in the week from 2026-11-16: 2."',
    );
  });

  it('says so where nobody read', () => {
    expect(readsChart(readsByWeek([], '2026-11-22'), 'zh-CN').text).toContain('没有银行读取过');
  });
});
