import { describe, expect, it } from 'vitest';
import { codeOf, random } from './random.ts';

describe('random', () => {
  it('gives a path the same stream always, on every machine', () => {
    const draw = random('bozhou', 7, '2026-10');
    expect([draw.next(), draw.next(), draw.int(1, 1000), draw.pick(['a', 'b', 'c'])]).toEqual([
      0.8661428310442716,
      0.9541967858094722,
      70,
      'a',
    ]);
  });

  it.each([
    { one: ['a', 1], other: ['a', 2] },
    { one: ['a', 'b'], other: ['b', 'a'] },
    { one: ['ab', 'c'], other: ['a', 'bc'] },
  ])('gives $one and $other different streams', ({ one, other }) => {
    expect(random(...one).next()).not.toBe(random(...other).next());
    expect(codeOf(...one)).not.toBe(codeOf(...other));
  });

  it('keeps to its bounds and reaches both ends', () => {
    const draw = random('bounds');
    const drawn = new Set(Array.from({ length: 500 }, () => draw.int(-2, 3)));
    expect([...drawn].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
  });

  it('spreads evenly enough: each tenth gets a tenth of 20 000, give or take a twelfth', () => {
    const draw = random('spread');
    const tenths = Array<number>(10).fill(0);
    for (let drawn = 0; drawn < 20_000; drawn++) tenths[Math.floor(draw.next() * 10)]! += 1;
    expect(Math.min(...tenths)).toBeGreaterThan(1_833);
    expect(Math.max(...tenths)).toBeLessThan(2_167);
  });

  it('never always draws, nor ever, what has no chance', () => {
    const draw = random('chance');
    expect(Array.from({ length: 100 }, () => draw.chance(0))).not.toContain(true);
    expect(Array.from({ length: 100 }, () => draw.chance(1))).not.toContain(false);
  });
});
