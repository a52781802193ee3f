import type { Policy } from '@xinqiao/scoring';
import { WorkbenchError } from '../error.ts';
import { featureOf } from '../model/feature.ts';
import { FIT_DEFAULTS, type FitOptions, type FittedScorecard, riskOf } from '../model/fit-scorecard.ts';
import { SCALING_DEFAULTS, type ScaledScorecard, type Scaling, scale, scoreOf } from '../model/points.ts';
import { type Calibration, calibrate } from '../policy/calibrate.ts';
import { seedOf } from '../random/random.ts';
import type { Table } from '../table/read-table.ts';
import { type BinStability, stabilityGatherer } from '../validation/bin-stability.ts';
import { type CrossValidation, crossValidate, fitWithRejects } from '../validation/cross-validate.ts';
import { fairnessByGroup, type GroupFairness } from '../validation/fairness.ts';
import { findLeaks, type Leak } from '../validation/leakage.ts';
import { compareInTime, type TimeSplit } from './time-split.ts';

export interface StudyOptions {
  readonly folds: number;
  readonly repeats: number;
  readonly seed: number;
  readonly scaling?: Scaling;
  readonly fit?: Partial<FitOptions>;
  /** Columns to compare the treatment of groups by; they are no features. */
  readonly groups?: readonly string[];
  /** Column to order rows by, for a test on the latest of them; it is no feature: no applicant can go back in time. */
  readonly time?: string;
  /** Share of the rows that is the latest. */
  readonly latestShare?: number;
  /** How many times as often as accepted ones refused applicants are held bad; absent = their rows are not used. */
  readonly parcellingFactor?: number;
}

/** All that a fit has shown. */
export interface Study {
  readonly options: StudyOptions;
  readonly rows: Int32Array;
  readonly bad: Uint8Array;
  readonly refused: number;
  readonly scorecard: FittedScorecard;
  readonly scaled: ScaledScorecard;
  readonly validation: CrossValidation;
  readonly calibration: Calibration;
  readonly leaks: readonly Leak[];
  readonly stability: readonly BinStability[];
  readonly fairness: Readonly<Record<string, readonly GroupFairness[]>>;
  /** Latest rows against the others: by the time column, or by the order of the file. */
  readonly time: TimeSplit;
  readonly policy?: Policy;
}

const PARCELLING_BANDS = 10;
/** Rows from which bins are steady without being made fifty times. */
const MANY_ROWS = 5000;
const LATEST_SHARE = 0.3;
/** Share of the applicants that fairness holds approved: all but the worst fifth, as the policy’s bands do. */
const APPROVED = 0.8;

/**
 * Fits a scorecard on a table and finds out what it is worth: cross-validated, in time, by group, by bin.
 *
 * @throws {WorkbenchError} `TARGET_INVALID` with fewer good or bad rows than folds, `NOTHING_TO_FIT`, `OPTION_INVALID`
 */
export function study(table: Table, options: StudyOptions): Study {
  const { folds, repeats, seed, scaling = SCALING_DEFAULTS, groups = [] } = options;
  if (!(folds >= 2 && folds <= 50 && repeats >= 1 && repeats <= 100))
    throw new WorkbenchError('OPTION_INVALID', 'folds 2 to 50, repeats 1 to 100');
  const passedOver = new Set([...groups, ...(options.time === undefined ? [] : [options.time])]);
  const features = table.features.filter(({ name }) => !passedOver.has(name)).map(featureOf);
  const all = Int32Array.from(table.bad.keys());
  const rows = all.filter((row) => table.bad[row]! >= 0);
  const refused = all.filter((row) => table.bad[row]! < 0);
  const bad = Uint8Array.from(rows, (row) => table.bad[row]!);
  const bads = bad.reduce((sum, one) => sum + one, 0);
  if (Math.min(bads, rows.length - bads) < 2 * folds)
    throw new WorkbenchError(
      'TARGET_INVALID',
      `${bads} bad and ${rows.length - bads} good rows, ${folds} folds`,
    );

  const steady = rows.length > MANY_ROWS ? { folds: 5, dealings: 1 } : {};
  const fit: FitOptions = { ...FIT_DEFAULTS, ...steady, ...options.fit, seed };
  const rejects =
    options.parcellingFactor === undefined
      ? {}
      : { rejects: { rows: refused, factor: options.parcellingFactor, bands: PARCELLING_BANDS } };
  const scorecard = fitWithRejects(features, table, rows, { fit, ...rejects });
  if (scorecard.characteristics.length === 0)
    throw new WorkbenchError('NOTHING_TO_FIT', `${features.length} columns`);
  const scaled = scale(scorecard, scaling);
  const gatherer = stabilityGatherer(scorecard, rows);
  const validation = crossValidate(
    features,
    table,
    rows,
    { folds, repeats, seed, fit, scaling, ...rejects },
    gatherer.see,
  );
  const calibration = calibrate(validation.scored);
  const known = scorecard.candidates.map((one) => ({ ...one, figures: one.figures.slice(0, rows.length) }));
  const worst = validation.risk.slice().sort()[Math.floor(APPROVED * (rows.length - 1))]!;
  return {
    options,
    rows,
    bad,
    refused: refused.length,
    scorecard,
    scaled,
    validation,
    calibration: calibration.slope > 0 ? calibration : { shift: 0, slope: 1 },
    leaks: findLeaks(known, bad, seedOf(seed, 9), fit.alpha),
    stability: gatherer.result(),
    fairness: Object.fromEntries(
      groups.map((name) => {
        const cells = table.cells(name);
        return [
          name,
          fairnessByGroup(
            validation.risk,
            bad,
            Array.from(rows, (row) => cells[row]!),
            worst,
          ),
        ];
      }),
    ),
    time: compareInTime(
      table,
      features,
      rows,
      { ...options, latestShare: options.latestShare ?? LATEST_SHARE },
      fit,
      scaling,
    ),
  };
}

/** Probability and score of the rows, by the scorecard that was fitted on all of them. */
export const fittedFigures = ({ scorecard, scaled, rows }: Study) => ({
  risk: riskOf(scorecard, rows),
  score: scoreOf(scaled, rows),
});
