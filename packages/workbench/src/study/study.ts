import type { Policy } from '@xinqiao/scoring';
import { WorkbenchError } from '../error.ts';
import { featureOf } from '../model/feature.ts';
import {
  FIT_DEFAULTS,
  type FitOptions,
  type FittedScorecard,
  fineFits,
  riskOf,
} from '../model/fit-scorecard.ts';
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
  /** What a policy may state: the same, or where risk does not rise as the scorecard says, the odds of the whole for everyone. */
  readonly curve: Calibration;
  readonly leaks: readonly Leak[];
  readonly stability: readonly BinStability[];
  readonly fairness: Readonly<Record<string, readonly GroupFairness[]>>;
  /** Latest rows against the others: by the time column, or by the order of the file. */
  readonly time: TimeSplit;
  readonly policy?: Policy;
}

const PARCELLING_BANDS = 10;
const LEAST_FOLDS = 2;
/** Fewest bad, and fewest good, rows of a fold. */
const LEAST_OF_FOLD = 2;
/** Rows from which bins are steady without being made fifty times. */
const MANY_ROWS = 5000;
/** Cells of the table, in rows × columns, that may be dealt into folds for one fit: more take minutes. */
const MOST_DEALT = 600_000;
const LATEST_SHARE = 0.3;
/** Share of the applicants that fairness holds approved: all but the worst fifth, as the policy’s bands do. */
const APPROVED = 0.8;

/**
 * Fits a scorecard on a table and finds out what it is worth: cross-validated, in time, by group, by bin.
 *
 * @throws {WorkbenchError} `TARGET_INVALID` with too few good or bad rows for two folds, `NOTHING_TO_FIT` with what was left
 *   out and why, `OPTION_INVALID` with too few for so many folds, `COLUMN_UNKNOWN`
 */
export function study(table: Table, options: StudyOptions): Study {
  const { folds, repeats, seed, scaling = SCALING_DEFAULTS, groups = [] } = options;
  if (!(within(folds, LEAST_FOLDS, 50) && within(repeats, 1, 100)))
    throw new WorkbenchError('OPTION_INVALID', 'whole folds 2 to 50, whole repeats 1 to 100');
  for (const name of [...groups, ...(options.time === undefined ? [] : [options.time])]) table.cells(name);
  const passedOver = new Set([...groups, ...(options.time === undefined ? [] : [options.time])]);
  const features = table.features.filter(({ name }) => !passedOver.has(name)).map(featureOf);
  const all = Int32Array.from(table.bad.keys());
  const rows = all.filter((row) => table.bad[row]! >= 0);
  const refused = all.filter((row) => table.bad[row]! < 0);
  const bad = Uint8Array.from(rows, (row) => table.bad[row]!);
  const bads = bad.reduce((sum, one) => sum + one, 0);
  const fewest = Math.min(bads, rows.length - bads);
  const kinds = `${bads} bad and ${rows.length - bads} good rows`;
  const mostFolds = Math.floor(fewest / LEAST_OF_FOLD);
  if (mostFolds < LEAST_FOLDS) throw new WorkbenchError('TARGET_INVALID', kinds);
  if (folds > mostFolds)
    throw new WorkbenchError(
      'OPTION_INVALID',
      `${kinds} carry at most ${mostFolds} folds, not ${folds}: --folds ${mostFolds}`,
    );

  if (options.parcellingFactor !== undefined && refused.length === 0)
    throw new WorkbenchError(
      'OPTION_INVALID',
      'parcelling: every row has an outcome, none is to be inferred',
    );

  const steady = steadyFit(rows.length, features.length);
  const fit: FitOptions = { ...FIT_DEFAULTS, ...steady, ...options.fit, seed };
  const rejects =
    options.parcellingFactor === undefined
      ? {}
      : { rejects: { rows: refused, factor: options.parcellingFactor, bands: PARCELLING_BANDS } };
  const scorecard = fitWithRejects(features, table, rows, { fit, ...rejects });
  if (scorecard.characteristics.length === 0)
    throw new WorkbenchError('NOTHING_TO_FIT', leftOut(table, scorecard));
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
  const odds = bads / (rows.length - bads);
  const worst = validation.risk.slice().sort()[Math.floor(APPROVED * (rows.length - 1))]!;
  return {
    options,
    rows,
    bad,
    refused: refused.length,
    scorecard,
    scaled,
    validation,
    calibration,
    curve: calibration.slope > 0 ? calibration : { shift: Math.log(odds), slope: 0 },
    leaks: findLeaks(
      fineFits(features, { rows, bad, tableRows: table.rows }, fit),
      bad,
      seedOf(seed, 9),
      fit.alpha,
    ),
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

/** How often rows are dealt into folds: as often as makes bins steady and is done in time. */
function steadyFit(rows: number, columns: number): Pick<FitOptions, 'folds' | 'dealings'> {
  if (rows > MANY_ROWS) return { folds: 5, dealings: 1 };
  const dealings = Math.floor(MOST_DEALT / (rows * Math.max(1, columns)));
  return { folds: FIT_DEFAULTS.folds, dealings: Math.max(1, Math.min(FIT_DEFAULTS.dealings, dealings)) };
}

const within = (count: number, least: number, most: number): boolean =>
  Number.isInteger(count) && count >= least && count <= most;

/** Most columns that a refusal names. */
const MOST_NAMED = 20;

/** Columns of no use, each with the reason. */
function leftOut(table: Table, { dropped }: FittedScorecard): string {
  const reasons = [
    ...table.unusable.map(({ name, reason }) => `${name}: ${reason}`),
    ...dropped.map(({ name, reason, detail }) => `${name}: ${reason}${detail === '' ? '' : ` ${detail}`}`),
  ];
  const named = reasons.slice(0, MOST_NAMED).join('; ');
  const more = reasons.length - MOST_NAMED;
  return more > 0 ? `${named}; and ${more} more` : named || 'no column beside the target';
}

/** Probability and score of the rows, by the scorecard that was fitted on all of them. */
export const fittedFigures = ({ scorecard, scaled, rows }: Study) => ({
  risk: riskOf(scorecard, rows),
  score: scoreOf(scaled, rows),
});
