import { describe, expect, it } from 'vitest';
import { binomialZ, brierScore, calibrationError, calibrationGroups } from './calibration.ts';

const outcome = { risk: [0.1, 0.1, 0.4, 0.8], bad: [0, 0, 1, 1] };

describe('brierScore · Brier 1950', () => {
  it('by hand: (0.01 + 0.01 + 0.36 + 0.04) / 4', () => expect(brierScore(outcome)).toBeCloseTo(0.105, 12));
});

describe('calibrationError · Naeini et al. 2015', () => {
  it('by hand: two groups, ½ × |0.1 − 0| + ½ × |0.6 − 1|', () => {
    expect(calibrationError(outcome, 2)).toBeCloseTo(0.25, 12);
  });

  it('never parts equal probabilities', () => {
    expect(calibrationGroups({ risk: [0.2, 0.2, 0.2, 0.5], bad: [0, 0, 1, 1] }, 2)).toEqual([
      { rows: 3, expected: expect.closeTo(0.2, 12), observed: 1 / 3 },
      { rows: 1, expected: 0.5, observed: 1 },
    ]);
  });
});

describe('binomialZ · BCBS Working Paper 14 (2005), binomial test', () => {
  it('by hand: (1 − 0.9) / √(0.24 + 0.25)', () =>
    expect(binomialZ({ risk: [0.4, 0.5], bad: [1, 0] })).toBeCloseTo(0.1 / 0.7, 12));

  it('of equal probabilities it is (k − np) / √np(1 − p)', () =>
    expect(binomialZ({ risk: Array(100).fill(0.1), bad: Array(100).fill(1, 0, 16).fill(0, 16) })).toBeCloseTo(
      2,
      12,
    ));

  it('is not known where every row is certain', () =>
    expect(binomialZ({ risk: [0, 1], bad: [0, 1] })).toBeNaN());
});
