import { type DriftLight, driftLight, type Policy, stabilityIndex } from '@xinqiao/scoring';
import { WorkbenchError } from '../error.ts';
import { type NamedColumns, scoreTable } from '../policy/score-table.ts';
import { area, areaInterval, compareAreas, gini } from '../statistics/area.ts';
import { binomialZ, brierScore, calibrationError } from '../statistics/calibration.ts';
import { countByBounds, quantileBounds } from '../statistics/classes.ts';
import { gainsTable } from '../statistics/gains.ts';
import { kolmogorovSmirnov } from '../statistics/kolmogorov-smirnov.ts';
import { numberReaderOf } from '../table/number-reader.ts';

/** Figures of one model on rows whose outcome is known. */
export interface Assessment {
  readonly rows: number;
  readonly bads: number;
  readonly auc: number;
  readonly aucCi: readonly [number, number];
  readonly gini: number;
  readonly ks: number;
  /** Null where the model gives no probability. */
  readonly brier: number | null;
  readonly calibrationError: number | null;
  readonly gains: ReturnType<typeof gainsTable>;
}

/** @throws {WorkbenchError} `TARGET_INVALID` without both good and bad rows */
export function assess(risk: Float64Array, bad: Uint8Array, isProbability: boolean): Assessment {
  const bads = bad.reduce((sum, one) => sum + one, 0);
  if (bads < 2 || bad.length - bads < 2)
    throw new WorkbenchError('TARGET_INVALID', `${bads} bad of ${bad.length} rows`);
  const outcome = { risk, bad };
  const auc = area(outcome);
  return {
    rows: bad.length,
    bads,
    auc,
    aucCi: areaInterval(outcome),
    gini: gini(auc),
    ks: kolmogorovSmirnov(outcome),
    brier: isProbability ? brierScore(outcome) : null,
    calibrationError: isProbability ? calibrationError(outcome) : null,
    gains: gainsTable(outcome),
  };
}

/** A table of which outcomes are read. */
export interface Outcomes extends NamedColumns {
  /** By row 1, 0, or −1 = not known. */
  readonly bad: Int8Array;
}

interface ScoredRows {
  readonly rows: Int32Array;
  readonly risk: Float64Array;
  readonly score: Float64Array;
  readonly bad: Uint8Array;
  readonly left: { readonly invalid: number; readonly unscored: number };
}

/** Rows that have an outcome and a score. @throws {WorkbenchError} `POLICY_UNFIT` where none has */
function scoredRows(policy: Policy, table: Outcomes): ScoredRows {
  const { score, risk, invalid, invalidFeatures, unscored } = scoreTable(policy, table);
  const known = Int32Array.from(table.bad.keys()).filter((row) => table.bad[row]! >= 0);
  const rows = known.filter((row) => !Number.isNaN(score[row]!));
  if (known.length > 0 && rows.length === 0)
    throw new WorkbenchError(
      'POLICY_UNFIT',
      `no row can be scored: ${unscored} lack a feature, ${invalid} have a value that ${invalidFeatures.join(', ') || 'its feature'} cannot have`,
    );
  return {
    rows,
    risk: Float64Array.from(rows, (row) => risk[row]!),
    score: Float64Array.from(rows, (row) => score[row]!),
    bad: Uint8Array.from(rows, (row) => table.bad[row]!),
    left: { invalid, unscored },
  };
}

const givesProbability = ({ defaultProbability }: Policy): boolean => defaultProbability !== undefined;

/** What a policy is worth on a table. Rows with impossible values, or without a score, are counted and left out. */
export function validatePolicy(policy: Policy, table: Outcomes): Assessment & ScoredRows['left'] {
  const { risk, bad, left } = scoredRows(policy, table);
  return { ...assess(risk, bad, givesProbability(policy)), ...left };
}

export interface Comparison {
  readonly champion: Assessment;
  readonly challenger: Assessment;
  /** Area of the challenger less that of the champion, with its 95 % interval and two-sided p-value (DeLong). */
  readonly difference: number;
  readonly differenceCi: readonly [number, number];
  readonly pValue: number;
  /**
   * At the same share approved: rows that only one of the two approves, and their bad rates; rows at the cut-off, of one
   * risk, count in proportion.
   */
  readonly swap: {
    readonly approved: number;
    readonly onlyChampion: { readonly rows: number; readonly badRate: number | null };
    readonly onlyChallenger: { readonly rows: number; readonly badRate: number | null };
  };
}

/**
 * Two models on the same rows, side by side.
 *
 * @param approved Share that both approve
 * @throws {WorkbenchError} `OPTION_INVALID`, `TARGET_INVALID`
 */
export function compareModels(
  champion: { readonly risk: Float64Array; readonly isProbability: boolean },
  challenger: { readonly risk: Float64Array; readonly isProbability: boolean },
  bad: Uint8Array,
  approved = 0.8,
): Comparison {
  if (!(approved > 0 && approved < 1))
    throw new WorkbenchError('OPTION_INVALID', 'share approved: more than 0, less than 1, such as 0.8');
  const { difference, standardError, pValue } = compareAreas(challenger.risk, champion.risk, bad);
  const [first, second] = [champion, challenger].map(({ risk }) => best(risk, approved));
  const only = (one: Float64Array, other: Float64Array) => {
    let [rows, bads] = [0, 0];
    bad.forEach((own, at) => {
      const more = Math.max(0, one[at]! - other[at]!);
      rows += more;
      bads += own * more;
    });
    const shown = Number(rows.toFixed(SWAP_PLACES));
    return { rows: shown, badRate: shown === 0 ? null : bads / rows };
  };
  return {
    champion: assess(champion.risk, bad, champion.isProbability),
    challenger: assess(challenger.risk, bad, challenger.isProbability),
    difference,
    differenceCi: [difference - 1.959964 * standardError, difference + 1.959964 * standardError],
    pValue,
    swap: { approved, onlyChampion: only(first!, second!), onlyChallenger: only(second!, first!) },
  };
}

/** Of rows that count in part. */
const SWAP_PLACES = 2;

/** 1 for the share of rows with the least risk, 0 for the others; between the two for rows of the risk at the cut-off. */
function best(risk: Float64Array, share: number): Float64Array {
  const approved = Math.round(share * risk.length);
  const cutOff = risk.toSorted()[approved - 1] ?? -Infinity;
  const below = risk.filter((one) => one < cutOff).length;
  const atCutOff = risk.filter((one) => one === cutOff).length;
  return risk.map((one) => (one < cutOff ? 1 : one === cutOff ? (approved - below) / atCutOff : 0));
}

/** The rows of a table that a policy scores, for a comparison with another model. */
export const championRows = (policy: Policy, table: Outcomes) => ({
  ...scoredRows(policy, table),
  isProbability: givesProbability(policy),
});

/** One vintage: the rows of a month, a year or whatever the time column says. */
export interface Vintage {
  readonly period: string;
  readonly rows: number;
  readonly bads: number;
  readonly badRate: number;
  /** Mean probability the policy gave; null where it gives none. */
  readonly expected: number | null;
  /**
   * Binomial test, about normal: beyond ±2.58 the probabilities do not fit, or rows default together. Null as above,
   * and where every probability is 0 or 1.
   */
  readonly z: number | null;
  /** Null without both outcomes. */
  readonly auc: number | null;
  /** Population stability index of the score against the first vintage. */
  readonly psi: number;
  /** What that index passes by chance once in twenty times, with so many rows. */
  readonly psiByChance: number;
  readonly light: DriftLight;
}

/** A policy over the vintages of the past: bad rates expected and seen, areas, and the drift of its score. */
export function backtest(policy: Policy, table: Outcomes, time: string): Vintage[] {
  const scored = scoredRows(policy, table);
  const cells = table.cells(time);
  const period = periodOf(cells);
  const periods = new Map<string, number[]>();
  scored.rows.forEach((row, at) => {
    const own = period(cells[row]!);
    const places = periods.get(own) ?? [];
    periods.set(own, places);
    places.push(at);
  });
  if (periods.size > 500)
    throw new WorkbenchError('OPTION_INVALID', 'the time column has more than 500 periods');
  const sorted = [...periods].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  const scores = (places: readonly number[]) => Float64Array.from(places, (at) => scored.score[at]!);
  const first = scores(sorted[0]?.[1] ?? []);
  const bounds = quantileBounds(first);
  const isProbability = givesProbability(policy);
  return sorted.map(([name, places]): Vintage => {
    const risk = Float64Array.from(places, (at) => scored.risk[at]!);
    const bad = Uint8Array.from(places, (at) => scored.bad[at]!);
    const bads = bad.reduce((sum, one) => sum + one, 0);
    const expected = risk.reduce((sum, one) => sum + one, 0);
    const [auc, z] = [area({ risk, bad }), binomialZ({ risk, bad })];
    const psi = stabilityIndex(countByBounds(first, bounds), countByBounds(scores(places), bounds));
    return {
      period: name,
      rows: places.length,
      bads,
      badRate: bads / places.length,
      expected: isProbability ? expected / places.length : null,
      z: isProbability && Number.isFinite(z) ? z : null,
      auc: Number.isFinite(auc) ? auc : null,
      psi: psi.index,
      psiByChance: psi.byChance,
      light: driftLight(psi.index),
    };
  });
}

/** Of a cell of this column its month where it is a date; a number or a word as it is. */
function periodOf(cells: readonly string[]): (cell: string) => string {
  const reader = numberReaderOf(cells);
  return (cell) => {
    const days = reader?.kind === 'DATE' ? reader.read(cell) : Number.NaN;
    return Number.isNaN(days) ? cell || '(none)' : new Date(days * 86_400_000).toISOString().slice(0, 7);
  };
}
