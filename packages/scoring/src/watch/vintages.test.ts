import { describe, expect, it } from 'vitest';
import { CountsInvalid } from '../error.ts';
import { approvalsByMonth } from './approvals.ts';
import { observedShare } from './share.ts';
import { vintages } from './vintages.ts';

describe('observedShare · Wilson (1927), 95 %', () => {
  it.each([
    [1, 10, 0.1, 0.017877, 0.40415],
    [0, 10, 0, 0, 0.277533],
    [10, 10, 1, 0.722467, 1],
  ])('%i of %i', (cases, all, share, low, high) => {
    expect(observedShare(cases, all)).toEqual({
      share,
      interval: [expect.closeTo(low, 5), expect.closeTo(high, 5)],
    });
  });

  it('of nobody is not known', () => {
    expect(observedShare(0, 0)).toEqual({ share: null, interval: null });
  });
});

describe('approvalsByMonth', () => {
  it('counts each month, earliest first; who waits for a person is not approved', () => {
    const rates = approvalsByMonth([
      { month: '2026-02', outcome: 'DECLINED' },
      { month: '2026-01', outcome: 'APPROVED' },
      { month: '2026-01', outcome: 'REFERRED' },
    ]);
    expect(rates.map(({ approvalRate, ...counts }) => ({ ...counts, rate: approvalRate.share }))).toEqual([
      { month: '2026-01', applications: 2, approved: 1, declined: 0, referred: 1, rate: 0.5 },
      { month: '2026-02', applications: 1, approved: 0, declined: 1, referred: 0, rate: 0 },
    ]);
  });
});

describe('vintages', () => {
  const loans = [
    { granted: '2026-01', bad: null },
    { granted: '2026-01', bad: '2026-03' },
    { granted: '2026-01', bad: '2026-04' },
    { granted: '2026-01', bad: null },
    { granted: '2026-03', bad: null },
    { granted: '2025-12', bad: '2025-12' },
  ];
  const table = vintages(loans, '2026-04');

  it('gives cumulative bad rates by months on book', () => {
    expect(table.map(({ granted, loans: all }) => [granted, all])).toEqual([
      ['2025-12', 1],
      ['2026-01', 4],
      ['2026-03', 1],
    ]);
    expect(table[1]!.ages.map(({ bad, badRate }) => [bad, badRate.share])).toEqual([
      [0, 0],
      [0, 0],
      [1, 0.25],
      [2, 0.5],
    ]);
  });

  it('goes no further than what has been seen', () => {
    expect(table.map(({ ages }) => ages.at(-1)!.monthsOnBook)).toEqual([4, 3, 1]);
  });

  it.each([
    ['granted after what is known', { granted: '2026-05', bad: null }],
    ['bad before it was granted', { granted: '2026-02', bad: '2026-01' }],
    ['bad after what is known', { granted: '2026-02', bad: '2026-05' }],
  ])('a loan %s is refused', (_, loan) => {
    expect(() => vintages([...loans, loan], '2026-04')).toThrow(CountsInvalid);
  });

  it('an unreadable month is refused', () => {
    expect(() => vintages([{ granted: '2026-13', bad: null }], '2026-04')).toThrow(
      expect.objectContaining({ code: 'MONTH_INVALID' }),
    );
  });
});
