import { describe, expect, it } from 'vitest';
import { onScale, RED, YELLOW } from './drift-scale.ts';

describe('onScale', () => {
  it('places both thresholds alike in every month', () => {
    expect([onScale(0), onScale(YELLOW), onScale(RED)]).toEqual([0, 20, 50]);
  });

  it('fills the scale with whatever is beyond its end', () => {
    expect([onScale(0.5), onScale(13.8)]).toEqual([100, 100]);
  });
});
