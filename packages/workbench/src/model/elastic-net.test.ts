import { describe, expect, it } from 'vitest';
import { randomFrom } from '../random/random.ts';
import { fitLogistic, logistic } from './elastic-net.ts';

const column = (...figures: number[]) => Float64Array.from(figures);
const none = { lambda: 0, alpha: 0.5 };

describe('fitLogistic · Friedman, Hastie & Tibshirani 2010 §3', () => {
  it('by hand: one yes-or-no column gives the log odds of its two groups', () => {
    // 1 of 4 at x = 0, 3 of 4 at x = 1: intercept ln(1/3), slope ln 9.
    const x = column(0, 0, 0, 0, 1, 1, 1, 1);
    const { intercept, coefficients, converged } = fitLogistic(
      { columns: [x], outcome: [1, 0, 0, 0, 1, 1, 1, 0] },
      none,
    );
    expect(converged).toBe(true);
    expect(intercept).toBeCloseTo(-Math.log(3), 6);
    expect(coefficients[0]).toBeCloseTo(Math.log(9), 6);
  });

  it('without columns gives the log odds of the whole', () => {
    expect(fitLogistic({ columns: [], outcome: [1, 0, 0, 0] }, none).intercept).toBeCloseTo(-Math.log(3), 8);
  });

  it('meets the conditions of an optimum with a penalty', () => {
    const random = randomFrom(3);
    const columns = [0, 1, 2, 3].map(() => Float64Array.from({ length: 300 }, () => random() * 2 - 1));
    const outcome = columns[0]!.map((x, at) => (random() < logistic(1.5 * x - columns[1]![at]!) ? 1 : 0));
    const penalty = { lambda: 0.02, alpha: 0.5 };
    const { intercept, coefficients } = fitLogistic({ columns, outcome }, penalty);
    columns.forEach((x, at) => {
      const slope =
        outcome.reduce((sum, y, row) => {
          const linear = columns.reduce((total, one, k) => total + coefficients[k]! * one[row]!, intercept);
          return sum + x[row]! * (y - logistic(linear));
        }, 0) / outcome.length;
      const beta = coefficients[at]!;
      const ridge = penalty.lambda * (1 - penalty.alpha) * beta;
      const lasso = penalty.lambda * penalty.alpha;
      if (beta === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(lasso + 1e-6);
      else expect(slope - ridge).toBeCloseTo(lasso * Math.sign(beta), 5);
    });
  });

  it('keeps coefficients at 0 or above where told', () => {
    const x = column(0, 0, 0, 1, 1, 1);
    const outcome = [1, 1, 0, 0, 0, 1];
    expect(fitLogistic({ columns: [x], outcome }, none).coefficients[0]).toBeLessThan(0);
    expect(fitLogistic({ columns: [x], outcome }, none, { nonNegative: true }).coefficients[0]).toBe(0);
  });

  it('stays finite where a column tells everything', () => {
    const { coefficients } = fitLogistic(
      { columns: [column(0, 0, 1, 1)], outcome: [0, 0, 1, 1] },
      { lambda: 0.01, alpha: 0.5 },
    );
    expect(coefficients[0]).toBeGreaterThan(0);
    expect(coefficients[0]).toBeLessThan(100);
  });

  it('shares weight between equal columns, for the ridge part', () => {
    const x = column(0, 0, 0, 0, 1, 1, 1, 1);
    const outcome = [1, 0, 0, 0, 1, 1, 1, 0];
    const { coefficients } = fitLogistic({ columns: [x, x], outcome }, { lambda: 0.05, alpha: 0 });
    expect(coefficients[0]).toBeCloseTo(coefficients[1]!, 4);
  });
});
