import type { Feature } from '../model/feature.ts';
import { type FitOptions, type FittedScorecard, fitScorecard, riskOf } from '../model/fit-scorecard.ts';
import { riskAtScore, type Scaling, scale, scoreOf } from '../model/points.ts';
import { stratifiedFolds } from '../random/folds.ts';
import { seedOf } from '../random/random.ts';
import { area, areaVariance, intervalOf } from '../statistics/area.ts';
import { brierScore, calibrationError } from '../statistics/calibration.ts';
import { kolmogorovSmirnov } from '../statistics/kolmogorov-smirnov.ts';
import { inferRejects, type RejectInference } from './reject-inference.ts';

export interface CrossValidation {
  readonly folds: number;
  readonly repeats: number;
  /** Mean over all folds of all repeats of the area on the rows left out. */
  readonly auc: number;
  /** 95 % by DeLong’s variance of the rows left out, pooled, mean of the repeats, around `auc`. */
  readonly aucCi: readonly [number, number];
  /** The same for the whole points of the policy, in which what is missing cannot help. */
  readonly policyAuc: number;
  /** Of the rows left out of each repeat, pooled; mean of the repeats. */
  readonly ks: number;
  readonly brier: number;
  readonly calibrationError: number;
  /** Area of each fold, repeat after repeat. */
  readonly foldAucs: readonly number[];
  /** By row of `rows`: mean probability over the repeats, each without the row. */
  readonly risk: Float64Array;
  /** Of every row in every repeat: what the whole points of a scorecard made without it stand for, and what happened. */
  readonly scored: { readonly risk: Float64Array; readonly bad: Uint8Array };
}

export interface CrossValidationOptions {
  readonly folds: number;
  readonly repeats: number;
  readonly seed: number;
  readonly fit: FitOptions;
  readonly scaling: Scaling;
  readonly rejects?: RejectInference;
}

/**
 * Repeated stratified cross-validation in which everything is made anew without the rows left out: cells, bins,
 * categories, selection, penalty, weights, points, inferred outcomes.
 *
 * @param rows Rows whose outcome is known.
 * @param seen Called with each scorecard, for what else is to be learnt from it.
 */
export function crossValidate(
  features: readonly Feature[],
  table: { readonly rows: number; readonly bad: Int8Array },
  rows: Int32Array,
  options: CrossValidationOptions,
  seen: (scorecard: FittedScorecard) => void = () => {},
): CrossValidation {
  const { folds, repeats, seed, scaling } = options;
  const bad = Uint8Array.from(rows, (row) => table.bad[row]!);
  const mean = new Float64Array(rows.length);
  const foldAucs: number[] = [];
  const policyAucs: number[] = [];
  const scored = {
    risk: new Float64Array(rows.length * repeats),
    bad: new Uint8Array(rows.length * repeats),
  };
  const pooled: { variance: number; ks: number; brier: number; error: number }[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const fold = stratifiedFolds(rows, table.bad, folds, seedOf(seed, 100 + repeat));
    const risk = new Float64Array(rows.length);
    for (let held = 0; held < folds; held++) {
      const places = Int32Array.from(rows.keys()).filter((at) => fold[at] === held);
      const train = rows.filter((_, at) => fold[at] !== held);
      const test = Int32Array.from(places, (at) => rows[at]!);
      const scorecard = fitWithRejects(features, table, train, {
        ...options,
        fit: { ...options.fit, seed: seedOf(seed, repeat, held) },
      });
      seen(scorecard);
      const told = riskOf(scorecard, test);
      const outcome = Uint8Array.from(test, (row) => table.bad[row]!);
      const score = scoreOf(scale(scorecard, scaling), test);
      places.forEach((at, place) => {
        risk[at] = told[place]!;
        mean[at]! += told[place]! / repeats;
        scored.risk[repeat * rows.length + at] = riskAtScore(score[place]!, scaling);
        scored.bad[repeat * rows.length + at] = bad[at]!;
      });
      foldAucs.push(area({ risk: told, bad: outcome }));
      policyAucs.push(area({ risk: score.map((points) => -points), bad: outcome }));
    }
    pooled.push({
      variance: areaVariance({ risk, bad }),
      ks: kolmogorovSmirnov({ risk, bad }),
      brier: brierScore({ risk, bad }),
      error: calibrationError({ risk, bad }),
    });
  }
  const auc = average(foldAucs);
  return {
    folds,
    repeats,
    auc,
    aucCi: intervalOf(auc, average(pooled.map(({ variance }) => variance))),
    policyAuc: average(policyAucs),
    ks: average(pooled.map(({ ks }) => ks)),
    brier: average(pooled.map(({ brier }) => brier)),
    calibrationError: average(pooled.map(({ error }) => error)),
    foldAucs,
    risk: mean,
    scored,
  };
}

/** Folds without both outcomes have no area and are passed over. */
const average = (figures: readonly number[]): number => {
  const known = figures.filter((figure) => !Number.isNaN(figure));
  return known.reduce((sum, figure) => sum + figure, 0) / known.length;
};

/** Fits on rows with known outcomes, and where asked once more with those inferred for the refused. */
export function fitWithRejects(
  features: readonly Feature[],
  table: { readonly rows: number; readonly bad: Int8Array },
  rows: Int32Array,
  { fit, rejects }: Pick<CrossValidationOptions, 'fit' | 'rejects'>,
): FittedScorecard {
  const bad = Uint8Array.from(rows, (row) => table.bad[row]!);
  const first = fitScorecard(features, { rows, bad, tableRows: table.rows }, fit);
  if (rejects === undefined || rejects.rows.length === 0) return first;
  const inferred = inferRejects(
    { risk: riskOf(first, rows), bad },
    riskOf(first, rejects.rows),
    rejects,
    seedOf(fit.seed, 7),
  );
  const all = new Int32Array(rows.length + rejects.rows.length);
  all.set(rows);
  all.set(rejects.rows, rows.length);
  const outcomes = new Uint8Array(all.length);
  outcomes.set(bad);
  outcomes.set(inferred, rows.length);
  return fitScorecard(features, { rows: all, bad: outcomes, tableRows: table.rows }, fit);
}
