import type { Trend } from '../binning/optimal-bins.ts';
import { stratifiedFolds } from '../random/folds.ts';
import { seedOf } from '../random/random.ts';
import { chanceOfNoise, falseDiscoveryBound } from './association.ts';
import { fitWithChosenPenalty } from './choose-penalty.ts';
import { type Dropped, withoutCollinear } from './collinearity.ts';
import { type CrossFit, countFeature, crossFit } from './cross-fit.ts';
import { linearOf, logistic, softplus } from './elastic-net.ts';
import type { Feature } from './feature.ts';
import { simplifySteps } from './simplify.ts';

export interface FitOptions {
  readonly seed: number;
  /** Folds within the training rows. */
  readonly folds: number;
  /** How often they are dealt. */
  readonly dealings: number;
  /** Share of the training rows that a bin must have at least; fifty rows are always enough. */
  readonly leastShare: number;
  /** Log-likelihood that each bin must add, in nats. */
  readonly binPenalty: number;
  /** Log-likelihood that a turn must add besides; Infinity = monotone only; absent = ½ ln rows (Schwarz 1978). */
  readonly turnPenalty?: number;
  /** Share of the columns taken that may be noise. */
  readonly falseDiscoveryRate: number;
  /** Least information value of a feature. */
  readonly leastInformation: number;
  readonly mostCorrelation: number;
  readonly mostInflation: number;
  /** Most characteristics before the elastic net. */
  readonly mostFeatures: number;
  /** Share of the lasso in the elastic net. */
  readonly alpha: number;
}

export const FIT_DEFAULTS: FitOptions = {
  seed: 1,
  folds: 10,
  dealings: 5,
  leastShare: 0.02,
  binPenalty: 0,
  falseDiscoveryRate: 0.2,
  leastInformation: 0.005,
  mostCorrelation: 0.9,
  mostInflation: 10,
  mostFeatures: 60,
  alpha: 0.05,
};

/** Fewest rows of a bin, whatever their share. */
const LEAST_ROWS = 5;
/** Rows that are enough for a bin, however small their share: what few have may be the strongest sign of all. */
const ENOUGH_ROWS = 50;

export interface FittedCharacteristic {
  readonly fit: CrossFit;
  readonly coefficient: number;
  /** By cell: what it adds to the log odds of being good. */
  readonly valueOfCell: Float64Array;
  readonly trend: Trend;
}

export interface FittedScorecard {
  /** Log odds of being good where every characteristic adds nothing. */
  readonly intercept: number;
  /** Strongest first. */
  readonly characteristics: readonly FittedCharacteristic[];
  readonly dropped: readonly Dropped[];
  /** Every feature, binned; of use or not. */
  readonly candidates: readonly CrossFit[];
  readonly lambda: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** By training row, what a fit is made from. */
export interface Training {
  /** Rows of the table. */
  readonly rows: Int32Array;
  /** 1 = bad, by training row. */
  readonly bad: Uint8Array;
  /** Rows in the table. */
  readonly tableRows: number;
}

/**
 * Fits a scorecard: optimal bins, weight of evidence out of fold, selection, logistic regression with elastic net and
 * coefficients of the expected sign, and for each feature one step function. Everything is taken from the training
 * rows. Where no feature is of use, what is left is the odds of the whole.
 */
export function fitScorecard(
  features: readonly Feature[],
  data: Training,
  options: FitOptions,
): FittedScorecard {
  const { bad } = data;
  const bads = bad.reduce((sum, one) => sum + one, 0);
  // Where few rows are bad, a bin of half as many may hold most of what is to be learnt.
  const enough = Math.min(ENOUGH_ROWS, Math.min(bads, bad.length - bads) / 2);
  const leastRows = Math.max(LEAST_ROWS, Math.min(options.leastShare * bad.length, enough));
  const { fits, chances, bound, dealings } = candidatesOf(features, data, options, leastRows);
  const { kept, dropped } = select(fits, chances, bound, bad, options);

  const good = bad.map((one) => 1 - one);
  const columns = kept.map(({ figures }) => figures);
  const net = fitWithChosenPenalty({ columns, outcome: good }, options.alpha, dealings[0]!, options.folds);
  const characteristics = kept.flatMap((fit, at): FittedCharacteristic[] => {
    const coefficient = net.coefficients[at]!;
    if (coefficient === 0) {
      dropped.push({ name: fit.feature.column.name, reason: 'UNUSED', detail: '' });
      return [];
    }
    return [{ fit, coefficient, valueOfCell: stepsOf(fit, coefficient), trend: fit.binning.trend }];
  });
  const { lambda, iterations, converged } = net;
  return {
    intercept: net.intercept,
    characteristics: characteristics.sort((a, b) => spreadOf(b) - spreadOf(a)),
    dropped,
    candidates: fits,
    lambda,
    iterations,
    converged,
  };
}

/**
 * Every feature by bins as fine as rows allow: what a leakage alarm looks at. A copy of the outcome is one though only
 * twenty rows are bad; a scorecard that has to last wants larger bins.
 */
export const fineFits = (features: readonly Feature[], data: Training, options: FitOptions): CrossFit[] =>
  candidatesOf(features, data, { ...options, dealings: 1 }, LEAST_ROWS).fits;

/** Every feature, binned; out of fold where it is hardly noise. */
function candidatesOf(
  features: readonly Feature[],
  { rows, bad, tableRows }: Training,
  options: FitOptions,
  leastRows: number,
) {
  const training = new Uint8Array(tableRows);
  for (const row of rows) training[row] = 1;
  const places = Int32Array.from(rows.keys());
  const dealings = Array.from({ length: options.dealings }, (_, at) =>
    stratifiedFolds(places, bad, options.folds, seedOf(options.seed, at)),
  );
  const binning = {
    leastRows,
    penalty: options.binPenalty,
    turnPenalty: options.turnPenalty ?? Math.log(rows.length) / 2,
  };
  const counted = features.map((feature) => countFeature(feature, rows, bad, training));
  const chances = counted.map(({ feature, cells, counts }) =>
    chanceOfNoise(feature.column.kind, cells, counts),
  );
  const bound = falseDiscoveryBound(chances, options.falseDiscoveryRate);
  // What may well be noise is not looked at out of fold: in a table of hundreds of columns that is most of the work.
  const fits = counted.map((one, at) =>
    crossFit(one, bad, chances[at]! <= bound ? dealings : [], options.folds, binning),
  );
  return { fits, chances, bound, dealings };
}

function select(
  fits: readonly CrossFit[],
  chances: readonly number[],
  bound: number,
  bad: Uint8Array,
  options: FitOptions,
) {
  const left: Dropped[] = [];
  const strong = fits.flatMap((fit, at) => {
    const { name } = fit.feature.column;
    const chance = chances[at]!;
    const strength = chance <= bound ? gain(fit.figures, bad) : 0;
    if (fit.informationValue >= options.leastInformation && strength > 0) return [{ ...fit, name, strength }];
    if (chance > bound) left.push({ name, reason: 'NOISE', detail: `p = ${chance.toFixed(2)}` });
    else if (strength > 0)
      left.push({ name, reason: 'WEAK', detail: `IV ${fit.informationValue.toFixed(3)}` });
    else left.push({ name, reason: 'UNCONFIRMED', detail: '' });
    return [];
  });
  strong.sort((a, b) => b.strength - a.strength);
  for (const { name } of strong.slice(options.mostFeatures))
    left.push({ name, reason: 'TOO_MANY', detail: String(options.mostFeatures) });
  const { kept, dropped } = withoutCollinear(strong.slice(0, options.mostFeatures), options);
  return { kept, dropped: [...left, ...dropped] };
}

/**
 * Most log-likelihood out of fold, beyond that of the share of bads alone, that the figures give at some weight up to 1,
 * in nats; 0 = of no use.
 */
function gain(figures: Float64Array, bad: Uint8Array): number {
  const rows = bad.length;
  // Rows that are told the same count together: they are many, and exponentials are dear.
  const places = new Map<number, number>();
  const counts: { readonly figure: number; rows: number; goods: number }[] = [];
  for (let at = 0; at < rows; at++) {
    const figure = figures[at]!;
    let place = places.get(figure);
    if (place === undefined) {
      place = counts.push({ figure, rows: 0, goods: 0 }) - 1;
      places.set(figure, place);
    }
    counts[place]!.rows++;
    counts[place]!.goods += 1 - bad[at]!;
  }
  const goods = counts.reduce((sum, group) => sum + group.goods, 0);
  const base = Math.log(goods / (rows - goods));
  const lossAt = (weight: number) =>
    counts.reduce((sum, group) => {
      const logOdds = base + weight * group.figure;
      return sum + group.rows * softplus(logOdds) - group.goods * logOdds;
    }, 0);
  const alone = lossAt(0);
  return alone - Math.min(alone, ...WEIGHTS.map(lossAt));
}

const WEIGHTS = [0.25, 0.5, 0.75, 1] as const;

/** The mean weights of evidence times the coefficient, in few steps. */
function stepsOf({ feature, cells, counts, woeOfCell }: CrossFit, coefficient: number): Float64Array {
  const values = woeOfCell.map((woe) => woe * coefficient);
  const order = Array.from({ length: cells.ordered }, (_, cell) => cell);
  if (feature.column.kind === 'CATEGORY') order.sort((a, b) => values[a]! - values[b]! || a - b);
  const joined = simplifySteps(
    Float64Array.from(order, (cell) => values[cell]!),
    Float64Array.from(order, (cell) => counts.goods[cell]! + counts.bads[cell]!),
  );
  order.forEach((cell, place) => {
    values[cell] = joined[place]!;
  });
  return values;
}

const spreadOf = ({ valueOfCell }: FittedCharacteristic): number =>
  Math.max(...valueOfCell) - Math.min(...valueOfCell);

/** Probability of being bad, for rows of the table the scorecard was fitted on. */
export function riskOf({ intercept, characteristics }: FittedScorecard, rows: Int32Array): Float64Array {
  const columns = characteristics.map(({ fit, valueOfCell }) =>
    Float64Array.from(rows, (row) => valueOfCell[fit.cells.cellOf[row]!]!),
  );
  const beta = Float64Array.of(intercept, ...characteristics.map(() => 1));
  return linearOf(columns, beta, rows.length).map((logOdds) => logistic(-logOdds));
}
