import { describe, expect, it } from 'vitest';
import { percentOf } from './percent.ts';

describe('percentOf', () => {
  it.each([
    ['0.0000', '0.0 %'],
    ['0.0005', '0.1 %'],
    ['0.8571', '85.7 %'],
    ['0.9995', '100.0 %'],
    ['1.0000', '100.0 %'],
  ])('writes %s as %s', (share, percent) => {
    expect(percentOf(share)).toBe(percent);
  });
});
