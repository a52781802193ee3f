import { WorkbenchError } from '../error.ts';

export interface Design {
  /** Columns, each with a figure for every row. */
  readonly columns: readonly Float64Array[];
  /** 1 or 0 by row. */
  readonly outcome: ArrayLike<number>;
}

export interface Penalty {
  /** Weight of the penalty, per row; ≥ 0. */
  readonly lambda: number;
  /** Share of the lasso in it: 1 = lasso, 0 = ridge. */
  readonly alpha: number;
}

export interface LogisticFit {
  readonly intercept: number;
  readonly coefficients: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

const MOST_ITERATIONS = 50;
const MOST_SWEEPS = 1000;
const TOLERANCE = 1e-8;
/** Least weight of a row, so that one that is certain cannot divide by nothing. */
const LEAST_WEIGHT = 1e-5;

/**
 * Logistic regression that minimises mean deviance/2 + λ (α Σ|β| + (1 − α)/2 Σ β²); the intercept is free. Iteratively
 * reweighted least squares outside, coordinate descent on their normal equations inside, halving a step that does not
 * lower the aim, so that it converges from any start.
 *
 * @param nonNegative Keeps coefficients at 0 or above: what helps alone cannot count against.
 * @see Friedman, Hastie & Tibshirani, Journal of Statistical Software 33 (2010) 1–22, §3
 */
export function fitLogistic(
  { columns, outcome }: Design,
  { lambda, alpha }: Penalty,
  { nonNegative = false, start }: { nonNegative?: boolean; start?: LogisticFit } = {},
): LogisticFit {
  if (!(lambda >= 0) || !(alpha >= 0 && alpha <= 1))
    throw new WorkbenchError('OPTION_INVALID', 'lambda, alpha');
  const rows = outcome.length;
  const count = columns.length;
  let beta: Float64Array = start
    ? Float64Array.of(start.intercept, ...start.coefficients)
    : new Float64Array(count + 1);
  let linear = linearOf(columns, beta, rows);
  let value = objective(linear, outcome, beta, lambda, alpha);
  let iterations = 0;
  for (; iterations < MOST_ITERATIONS; iterations++) {
    const { gram, response } = normalEquations(columns, linear, outcome);
    let next = descend(gram, response, beta, { lambda, alpha }, nonNegative);
    let nextLinear = linearOf(columns, next, rows);
    let nextValue = objective(nextLinear, outcome, next, lambda, alpha);
    for (let halving = 0; nextValue > value + 1e-12 && halving < 30; halving++) {
      next = next.map((one, at) => (one + beta[at]!) / 2);
      nextLinear = linearOf(columns, next, rows);
      nextValue = objective(nextLinear, outcome, next, lambda, alpha);
    }
    const moved = next.reduce((most, one, at) => Math.max(most, Math.abs(one - beta[at]!)), 0);
    [beta, linear, value] = [next, nextLinear, nextValue];
    if (moved < 1e-7) return { ...parts(beta), iterations: iterations + 1, converged: true };
  }
  return { ...parts(beta), iterations, converged: false };
}

const parts = (beta: Float64Array) => ({ intercept: beta[0]!, coefficients: beta.slice(1) });

/** Linear predictor by row. */
export function linearOf(columns: readonly Float64Array[], beta: Float64Array, rows: number): Float64Array {
  const linear = new Float64Array(rows).fill(beta[0]!);
  columns.forEach((column, at) => {
    const weight = beta[at + 1]!;
    if (weight !== 0) for (let row = 0; row < rows; row++) linear[row]! += weight * column[row]!;
  });
  return linear;
}

/** ln (1 + e^x) without overflow. */
export const softplus = (x: number): number =>
  x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));

/** 1 / (1 + e^−x). */
export const logistic = (x: number): number =>
  x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));

/** Mean negative log-likelihood. */
export function meanLoss(linear: Float64Array, outcome: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < linear.length; row++) sum += softplus(linear[row]!) - outcome[row]! * linear[row]!;
  return sum / linear.length;
}

function objective(
  linear: Float64Array,
  outcome: ArrayLike<number>,
  beta: Float64Array,
  lambda: number,
  alpha: number,
): number {
  let penalty = 0;
  for (let at = 1; at < beta.length; at++)
    penalty += alpha * Math.abs(beta[at]!) + ((1 - alpha) / 2) * beta[at]! ** 2;
  return meanLoss(linear, outcome) + lambda * penalty;
}

export interface NormalEquations {
  /** Σ w x xᵀ / rows, row by row, with the intercept first. */
  readonly gram: Float64Array;
  /** Σ w x z / rows, z the working response. */
  readonly response: Float64Array;
}

/** Normal equations of the weighted least squares that stand for the likelihood near a linear predictor. */
export function normalEquations(
  columns: readonly Float64Array[],
  linear: Float64Array,
  outcome: ArrayLike<number>,
): NormalEquations {
  const rows = linear.length;
  const size = columns.length + 1;
  const weights = new Float64Array(rows);
  const target = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const chance = logistic(linear[row]!);
    const weight = Math.max(LEAST_WEIGHT, chance * (1 - chance));
    weights[row] = weight / rows;
    target[row] = (weight * linear[row]! + outcome[row]! - chance) / rows;
  }
  const gram = new Float64Array(size * size);
  const response = new Float64Array(size);
  const weighted = new Float64Array(rows);
  for (let one = 0; one < size; one++) {
    const column = columns[one - 1];
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const figure = column === undefined ? 1 : column[row]!;
      weighted[row] = weights[row]! * figure;
      sum += target[row]! * figure;
    }
    response[one] = sum;
    let total = 0;
    for (let row = 0; row < rows; row++) total += weighted[row]!;
    const set = (other: number, product: number) => {
      gram[one * size + other] = product;
      gram[other * size + one] = product;
    };
    set(0, total);
    for (let other = 1; other <= one; other += 4) {
      const products = fourProducts(
        weighted,
        [0, 1, 2, 3].map((more) => columns[Math.min(other + more, one) - 1]!),
      );
      for (let more = 0; more < 4 && other + more <= one; more++) set(other + more, products[more]!);
    }
  }
  return { gram, response };
}

/** Four at once, since reading the weights costs as much as multiplying. */
function fourProducts(
  weighted: Float64Array,
  [first, second, third, fourth]: readonly Float64Array[],
): [number, number, number, number] {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let row = 0; row < weighted.length; row++) {
    const weight = weighted[row]!;
    a += weight * first![row]!;
    b += weight * second![row]!;
    c += weight * third![row]!;
    d += weight * fourth![row]!;
  }
  return [a, b, c, d];
}

/** Coordinate descent with soft thresholds on normal equations, from `start`. */
export function descend(
  gram: Float64Array,
  response: Float64Array,
  start: Float64Array,
  { lambda, alpha }: Penalty,
  nonNegative: boolean,
): Float64Array {
  const size = response.length;
  const beta = start.slice();
  // What the equations still miss: response − gram · beta.
  const missing = response.slice();
  for (let one = 0; one < size; one++)
    for (let other = 0; other < size; other++) missing[one]! -= gram[one * size + other]! * beta[other]!;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let moved = 0;
    for (let at = 0; at < size; at++) {
      const own = gram[at * size + at]!;
      const pull = missing[at]! + own * beta[at]!;
      let next: number;
      if (at === 0) next = own > 0 ? pull / own : 0;
      else {
        const bounded = Math.max(0, Math.abs(pull) - lambda * alpha) * Math.sign(pull);
        next = bounded / (own + lambda * (1 - alpha) || 1);
        if (nonNegative && next < 0) next = 0;
      }
      const change = next - beta[at]!;
      if (change === 0) continue;
      beta[at] = next;
      for (let one = 0; one < size; one++) missing[one]! -= gram[one * size + at]! * change;
      moved = Math.max(moved, Math.abs(change) * Math.sqrt(own));
    }
    if (moved < TOLERANCE) break;
  }
  return beta;
}
