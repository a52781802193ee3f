import { PlatformError } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { pauseMs } from './pause.ts';

const interruption = (details = {}) => new PlatformError('RATE_LIMITED', { details });
const half = () => 0.5;

describe('pauseMs', () => {
  it.each([
    [0, 0],
    [7, 7_000],
    [60, 60_000],
    [61, 60_000],
    [999_999_999, 60_000],
  ])('Retry-After %i: %i ms', (retryAfterSeconds, ms) => {
    expect(pauseMs(interruption({ retryAfterSeconds }), 5, half)).toBe(ms);
  });

  it('grows with the interruptions in a row, up to seconds', () => {
    expect([0, 1, 50].map((failures) => pauseMs(interruption(), failures, half))).toEqual([125, 250, 2_000]);
  });
});
