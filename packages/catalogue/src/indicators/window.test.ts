import { describe, expect, it } from 'vitest';
import { completedMonths, coversWindow, longestRun, windowBefore } from './window.ts';

describe('windowBefore · whole months that end with the month before asOf', () => {
  it.each([
    { asOf: '2026-11-01', last: '2026-10' },
    { asOf: '2026-11-30', last: '2026-10' },
    { asOf: '2026-12-01', last: '2026-11' },
    { asOf: '2026-01-15', last: '2025-12' },
  ])('as of $asOf the window ends with $last', ({ asOf, last }) => {
    expect(windowBefore(asOf, 12).at(-1)).toBe(last);
  });

  it('of 12 months begins eleven months before it ends', () => {
    expect(windowBefore('2026-11-21', 12)).toHaveLength(12);
    expect(windowBefore('2026-11-21', 12)[0]).toBe('2025-11');
  });

  it('set back by 12 months it ends where the later one begins', () => {
    const earlier = windowBefore('2026-11-21', 12, 12);
    expect([earlier[0], earlier.at(-1)]).toEqual(['2024-11', '2025-10']);
  });
});

describe('coversWindow', () => {
  it.each([
    { from: '2025-11-01', to: '2026-10-31', covers: true },
    { from: '2025-11-02', to: '2026-10-31', covers: false },
    { from: '2025-11-01', to: '2026-10-30', covers: false },
  ])('$from to $to covers the 12 months before 2026-11-21: $covers', ({ from, to, covers }) => {
    expect(coversWindow({ from, to }, '2026-11-21', 12)).toBe(covers);
  });

  it.each([
    { asOf: '2026-10-31', covers: true },
    { asOf: '2026-11-01', covers: true },
    { asOf: '2026-11-02', covers: false },
    { asOf: '2026-09-30', covers: false },
  ])('a range over October 2026 tells the state on $asOf: $covers', ({ asOf, covers }) => {
    expect(coversWindow({ from: '2026-10-01', to: '2026-10-31' }, asOf, 0)).toBe(covers);
  });
});

describe('completedMonths · 民法典 arts. 201–202', () => {
  it.each([
    { from: '2025-11-21', to: '2026-11-20', months: 11 },
    { from: '2025-11-21', to: '2026-11-21', months: 12 },
    { from: '2024-02-29', to: '2025-02-28', months: 12 },
    { from: '2024-02-29', to: '2028-02-28', months: 47 },
    { from: '2024-02-29', to: '2028-02-29', months: 48 },
    { from: '2026-01-31', to: '2026-02-28', months: 1 },
    { from: '2026-01-31', to: '2026-02-27', months: 0 },
    { from: '2026-01-31', to: '2026-04-30', months: 3 },
    { from: '2026-11-21', to: '2026-11-21', months: 0 },
  ])('$from to $to: $months', ({ from, to, months }) => {
    expect(completedMonths(from, to)).toBe(months);
  });
});

describe('longestRun', () => {
  it('takes the longest of several runs, and 0 for none', () => {
    const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'];
    expect(longestRun(months, (month) => month !== '2026-02')).toBe(3);
    expect(longestRun(months, () => false)).toBe(0);
  });
});
