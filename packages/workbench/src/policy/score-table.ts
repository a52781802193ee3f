import {
  type Applicant,
  type Census,
  type FeatureDefinition,
  FeatureInvalid,
  type Policy,
  scoreApplicant,
  takeCensus,
} from '@xinqiao/scoring';
import { WorkbenchError } from '../error.ts';
import { isMissing, plain } from '../table/missing.ts';
import { readerOf } from '../table/number-reader.ts';
import { categoryNames, columnLabel } from './feature-names.ts';
import { writeNumber } from './write-number.ts';

export interface TableScores {
  /** By row: score in points; NaN where the policy gives none. */
  readonly score: Float64Array;
  /** By row: probability of default, from the policy’s curve, else from the rank of the score; NaN as above. */
  readonly risk: Float64Array;
  /** Rows with a value that its feature cannot have. */
  readonly invalid: number;
  /** Features with such a value in some row. */
  readonly invalidFeatures: readonly string[];
  /** Rows that lack a feature whose absence is not scored. */
  readonly unscored: number;
}

/** Named columns of text, such as a table gives them. */
export interface NamedColumns {
  readonly names: readonly string[];
  readonly rows: number;
  cells(name: string): readonly string[];
}

/**
 * Scores each row by a policy’s own arithmetic. A feature is read from the column that its definition names, else from
 * the one of its own name.
 *
 * @throws {WorkbenchError} `POLICY_UNFIT` naming the features of the scorecard that no column has
 */
export function scoreTable(policy: Policy, table: NamedColumns): TableScores {
  const score = new Float64Array(table.rows).fill(Number.NaN);
  const sign = policy.scorecard.reasonCodeAlgorithm === 'pointsBelow' ? 1 : -1;
  let [invalid, unscored] = [0, 0];
  const invalidFeatures = new Set<string>();
  let row = -1;
  for (const applicant of applicantsOf(policy, table)) {
    row++;
    try {
      const scored = scoreApplicant(policy, applicant);
      if (scored === null) unscored++;
      else score[row] = scored.score;
    } catch (error) {
      if (!(error instanceof FeatureInvalid)) throw error;
      invalid++;
      for (const feature of error.features) invalidFeatures.add(feature);
    }
  }
  const knots = policy.defaultProbability?.knots;
  const risk = score.map((points) => (knots === undefined ? -sign * points : probabilityAt(knots, points)));
  return { score, risk, invalid, invalidFeatures: [...invalidFeatures], unscored };
}

/**
 * Counts the rows by cells of the score and of each characteristic: the baseline that later applicants are compared
 * with.
 *
 * @throws {WorkbenchError} `POLICY_UNFIT` naming the features of the scorecard that no column has
 */
export const censusOfTable = (policy: Policy, table: NamedColumns): Census =>
  takeCensus(policy, applicantsOf(policy, table));

/** Each row as the scorecard reads it. */
function* applicantsOf(policy: Policy, table: NamedColumns): Generator<Applicant> {
  const readers = readersOf(policy, table);
  for (let row = 0; row < table.rows; row++) {
    const applicant: Record<string, string | number | null> = {};
    for (const { name, read } of readers) applicant[name] = read(row);
    yield applicant as Applicant;
  }
}

/** Straight lines between the knots, as the policy means them, in floats. */
function probabilityAt(
  knots: readonly { readonly score: number; readonly probability: string }[],
  score: number,
): number {
  if (Number.isNaN(score)) return Number.NaN;
  const above = knots.findIndex((knot) => knot.score >= score);
  if (above < 0) return Number(knots.at(-1)!.probability);
  const upper = knots[above]!;
  const lower = knots[above - 1];
  if (lower === undefined) return Number(upper.probability);
  const weight = (score - lower.score) / (upper.score - lower.score);
  return Number(lower.probability) * (1 - weight) + Number(upper.probability) * weight;
}

interface Reader {
  readonly name: string;
  read(row: number): string | number | null;
}

function readersOf(policy: Policy, table: NamedColumns): Reader[] {
  const needed = new Set(policy.scorecard.characteristics.map(({ feature }) => feature));
  const absent: string[] = [];
  const readers = policy.features.flatMap(({ name, definition }): Reader[] => {
    if (!needed.has(name)) return [];
    const column = columnOf(name, definition, table.names);
    if (column === undefined) {
      absent.push(definition?.name.en ?? name);
      return [];
    }
    const cells = table.cells(column);
    const read = valueReader(definition, cells);
    return [{ name, read: (row) => read(cells[row]!) }];
  });
  if (absent.length > 0) throw new WorkbenchError('POLICY_UNFIT', absent.join(', '));
  return readers;
}

/**
 * The one column of a feature; none rather than a wrong one. A policy that was fitted calls a feature alike in both
 * languages, by its column: the feature’s own name is then only what was left of that, and may be that of another column.
 */
function columnOf(
  name: string,
  definition: FeatureDefinition | undefined,
  columns: readonly string[],
): string | undefined {
  const labels = definition === undefined ? [] : [definition.name.en, definition.name.zh];
  const labelled = columns.filter((column) => labels.includes(columnLabel(column)));
  if (labelled.length > 0) return labelled.length === 1 ? labelled[0] : undefined;
  const fromColumn = definition !== undefined && definition.name.en === definition.name.zh;
  return fromColumn ? undefined : columns.find((column) => column === name);
}

function valueReader(
  definition: FeatureDefinition | undefined,
  cells: readonly string[],
): (cell: string) => string | number | null {
  const unit = definition?.unit ?? 'NUMBER';
  if (unit === 'CATEGORY') {
    const written = [...new Set(cells.filter((cell) => !isMissing(cell)))];
    const names = categoryNames(written.map(plain));
    const nameOf = new Map(written.map((cell, at) => [cell, names[at]!]));
    return (cell) => nameOf.get(cell) ?? null;
  }
  if (unit === 'GRADE') return (cell) => (isMissing(cell) ? null : cell);
  const read = readerOf(cells);
  const places =
    definition?.unit === 'NUMBER' ? definition.places : unit === 'AMOUNT' ? 2 : unit === 'RATIO' ? 6 : 0;
  return (cell) => {
    const value = isMissing(cell) ? Number.NaN : read(cell);
    // Words where a number belongs are what the policy calls missing.
    if (Number.isNaN(value)) return null;
    if (unit === 'AMOUNT') return value.toFixed(2);
    const step = 10 ** places;
    const text = writeNumber(Math.round(value * step) / step, places);
    return unit === 'COUNT' || unit === 'MONTHS' || unit === 'DAYS' ? Number(text) : text;
  };
}
