import { addDays, addMonths, lastDayOf } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completedMonths, coverage, coversMonth, isOpen } from './window.ts';

describe('coverage', () => {
  it.each([
    { from: '2025-11-01', to: '2026-10-31', covers: true },
    { from: '2025-11-02', to: '2026-10-31', covers: false },
    { from: '2025-11-01', to: '2026-10-30', covers: false },
  ])('$from to $to covers the 12 months before 2026-11-21: $covers', ({ from, to, covers }) => {
    expect(coverage({ from, to }, '2026-11-21')(12)).toBe(covers);
  });

  it.each([
    { asOf: '2026-10-31', covers: true },
    { asOf: '2026-11-01', covers: true },
    { asOf: '2026-11-02', covers: false },
    { asOf: '2026-09-30', covers: false },
  ])('a range over October 2026 tells the state on $asOf: $covers', ({ asOf, covers }) => {
    expect(coverage({ from: '2026-10-01', to: '2026-10-31' }, asOf)(0)).toBe(covers);
  });

  it('is that of every single month, for any range and day', () => {
    const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2023-01-01', days));
    fc.assert(
      fc.property(day, day, day, fc.integer({ min: 1, max: 40 }), (a, b, asOf, months) => {
        const [from, to] = [a, b].sort() as [string, string];
        const all = Array.from({ length: months }, (_, ago) => addMonths(asOf.slice(0, 7), -1 - ago));
        const isWhole = (month: string) => from <= `${month}-01` && lastDayOf(month) <= to;
        expect(coverage({ from, to }, asOf)(months)).toBe(all.every(isWhole));
        expect(all.filter(coversMonth({ from, to }))).toEqual(all.filter(isWhole));
      }),
    );
  });
});

describe('isOpen', () => {
  it.each([
    { from: '2026-11-21', to: null, open: true },
    { from: '2026-11-22', to: null, open: false },
    { from: '2026-01-01', to: '2026-11-21', open: false },
    { from: '2026-01-01', to: '2026-11-22', open: true },
  ])('from $from to $to, on 2026-11-21: $open', ({ from, to, open }) => {
    expect(isOpen(from, to, '2026-11-21')).toBe(open);
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
