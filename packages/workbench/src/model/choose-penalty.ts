import {
  type Design,
  descend,
  fitLogistic,
  type LogisticFit,
  linearOf,
  logistic,
  meanLoss,
  normalEquations,
  type Penalty,
} from './elastic-net.ts';

const STEPS = 16;
/** Smallest penalty tried, as a share of the one that leaves nothing but the intercept. */
const SMALLEST = 0.001;

/**
 * Chooses the penalty by cross-validated likelihood and fits with it. What each fold would have been fitted with
 * without its rows is taken from the quadratic that stands for the likelihood at a common lightly penalised fit, so
 * that the folds cost one pass and not one fit for each penalty.
 *
 * @param fold Fold of each row, from 0.
 * @see Friedman, Hastie & Tibshirani, Journal of Statistical Software 33 (2010) 1–22, §2.5 and §3
 */
export function fitWithChosenPenalty(
  design: Design,
  alpha: number,
  fold: Uint8Array,
  folds: number,
): LogisticFit & Penalty {
  const { columns, outcome } = design;
  const rows = outcome.length;
  const largest = largestPenalty(design, Math.max(alpha, 0.05));
  const path = Array.from({ length: STEPS }, (_, step) => largest * SMALLEST ** (step / (STEPS - 1)));
  const common = fitLogistic(design, { lambda: path[STEPS - 4]!, alpha }, { nonNegative: true });
  const start = Float64Array.of(common.intercept, ...common.coefficients);
  const linear = linearOf(columns, start, rows);
  const parts = Array.from({ length: folds }, (_, is) => rowsOf(fold, is))
    .filter((held) => held.length > 0)
    .map((held) => {
      const own = {
        columns: columns.map((column) => Float64Array.from(held, (row) => column[row]!)),
        outcome: Uint8Array.from(held, (row) => outcome[row]!),
      };
      const near = Float64Array.from(held, (row) => linear[row]!);
      const { gram, response } = normalEquations(own.columns, near, own.outcome);
      const share = held.length / rows;
      return { ...own, held: held.length, gram: scaled(gram, share), response: scaled(response, share) };
    });
  const whole = parts.reduce((sum, one) => ({
    ...one,
    gram: sum.gram.map((value, at) => value + one.gram[at]!),
    response: sum.response.map((value, at) => value + one.response[at]!),
  }));

  const losses = new Float64Array(STEPS);
  for (const left of parts) {
    const share = rows / (rows - left.held);
    const gram = whole.gram.map((value, at) => (value - left.gram[at]!) * share);
    const response = whole.response.map((value, at) => (value - left.response[at]!) * share);
    let beta: Float64Array = new Float64Array(columns.length + 1);
    path.forEach((lambda, step) => {
      beta = descend(gram, response, beta, { lambda, alpha }, true);
      losses[step]! += meanLoss(linearOf(left.columns, beta, left.held), left.outcome) * left.held;
    });
  }
  const best = losses.reduce((least, loss, step) => (loss < losses[least]! ? step : least), 0);
  const lambda = path[best]!;
  return { ...fitLogistic(design, { lambda, alpha }, { nonNegative: true, start: common }), lambda, alpha };
}

const scaled = (figures: Float64Array, by: number): Float64Array => figures.map((figure) => figure * by);

const rowsOf = (fold: Uint8Array, is: number): Int32Array =>
  Int32Array.from(fold.keys()).filter((row) => fold[row] === is);

/** The penalty from which on every coefficient is 0. */
function largestPenalty({ columns, outcome }: Design, alpha: number): number {
  const rows = outcome.length;
  const share = Array.from(outcome).reduce((sum, value) => sum + value, 0) / rows;
  const centre = logistic(Math.log(share / (1 - share)));
  const slopes = columns.map((column) => {
    let slope = 0;
    for (let row = 0; row < rows; row++) slope += column[row]! * (outcome[row]! - centre);
    return Math.abs(slope) / rows;
  });
  return Math.max(1e-6, ...slopes) / alpha;
}
