import { describe, expect, it } from 'vitest';
import { begunDays, figuresOf } from './days-read.ts';

const range = { from: '2025-01-01', to: '2026-11-20' };

describe('begunDays', () => {
  it.each([
    ['2026-11-19', '2026-11-19'],
    ['2026-11-20', '2026-11-20'],
    ['2026-11-21', '2026-11-20'],
  ])('on %s the sources are asked up to %s', (today, to) => {
    expect(begunDays(range, today)).toEqual({ from: '2025-01-01', to });
  });
});

describe('figuresOf', () => {
  it.each([
    ['2026-11-19', '2026-11-19'],
    ['2026-11-21', '2026-11-21'],
    ['2026-11-22', '2026-11-21'],
  ])('on %s the figures stand for %s', (today, asOf) => {
    expect(figuresOf(range, today)).toBe(asOf);
  });
});
