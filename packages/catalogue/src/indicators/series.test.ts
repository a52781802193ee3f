import { describe, expect, it } from 'vitest';
import {
  earlier,
  growthOver,
  last,
  longestGap,
  longestRun,
  monthsAgo,
  positiveMonths,
  seriesOf,
} from './series.ts';

describe('monthsAgo', () => {
  it.each([
    { time: '2026-10-31', ago: 1 },
    { time: '2026-10', ago: 1 },
    { time: '2025-11-01', ago: 12 },
    { time: '2026-11-01', ago: 0 },
    { time: '2026-12-01', ago: -1 },
  ])('$time is $ago months before that of 2026-11-30', ({ time, ago }) => {
    expect(monthsAgo(time, '2026-11-30')).toBe(ago);
  });
});

describe('a series', () => {
  const rows = [
    { ago: 1, fen: 10n },
    { ago: 1, fen: 20n },
    { ago: 3, fen: -500n },
    { ago: 4, fen: 200n },
  ];
  const series = seriesOf(
    rows,
    ({ ago }) => ago,
    ({ fen }) => fen,
  );

  it('adds the rows of a month exactly', () => {
    expect(series.get(1)).toBe(30n);
  });

  it('sums over both ends of a span', () => {
    expect(series.sumOver(last(3))).toBe(-470n);
    expect(series.sumOver(earlier(last(1), 3))).toBe(200n);
  });

  it('sums the same whatever was asked before', () => {
    expect(series.sumOver(last(4))).toBe(-270n);
    expect(series.sumOver(last(1))).toBe(30n);
  });

  it('names its months newest first', () => {
    expect(series.monthsIn(last(4))).toEqual([1, 3, 4]);
  });

  it('counts the months above 0', () => {
    expect(positiveMonths(series, last(4))).toBe(2);
  });

  it('grows against the months before', () => {
    expect(growthOver(series, 1, 3)).toBe('-0.85');
  });
});

describe('longestGap', () => {
  const gap = (...held: number[]) => longestGap(last(6), (ago) => held.includes(ago));

  it.each([
    { held: [6, 2], gap: 3, why: '5, 4 and 3 months ago' },
    { held: [6, 5, 4], gap: 3, why: 'to the end of the window' },
    { held: [2, 1], gap: 0, why: 'the time before the first is no gap' },
    { held: [], gap: 6, why: 'there is none at all' },
  ])('with $held: $gap, $why', ({ held, gap: months }) => {
    expect(gap(...held)).toBe(months);
  });
});

describe('longestRun', () => {
  it('takes the longest of several runs, and 0 for none', () => {
    const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'];
    expect(longestRun(months, (month) => month !== '2026-02')).toBe(3);
    expect(longestRun(months, () => false)).toBe(0);
  });
});
