import { describe, expect, it } from 'vitest';
import { chiSquareTail } from './chi-square.ts';

describe('chiSquareTail', () => {
  it.each([
    [3.841, 1, 0.05],
    [0.455, 1, 0.5],
    [6.635, 1, 0.01],
    [9.488, 4, 0.05],
    [18.307, 10, 0.05],
    [3.94, 10, 0.95],
  ])('tables: %f with %i degrees is %f', (x, degrees, chance) =>
    expect(Math.abs(chiSquareTail(x, degrees) - chance)).toBeLessThan(0.005),
  );

  it('is 1 where nothing can differ', () => {
    expect(chiSquareTail(0, 3)).toBe(1);
    expect(chiSquareTail(5, 0)).toBe(1);
  });
});
