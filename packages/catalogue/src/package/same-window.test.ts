import { describe, expect, it } from 'vitest';
import { sameWindow } from './same-window.ts';

describe('sameWindow', () => {
  it.each([
    ['two days of one month', '2026-11-01', '2026-11-29', true],
    ['the same last day', '2026-11-30', '2026-11-30', true],
    ['a day and the last of its month, when the month is whole', '2026-11-29', '2026-11-30', false],
    ['the turn of a month', '2026-11-30', '2026-12-01', false],
    ['the same month a year on', '2025-11-10', '2026-11-10', false],
  ])('%s', (_what, one, other, same) => {
    expect(sameWindow(one, other)).toBe(same);
    expect(sameWindow(other, one)).toBe(same);
  });
});
