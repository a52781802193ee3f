import type { PolicyResult } from '@xinqiao/contracts';
import { Dec } from '../../decimal.ts';
import { pointsWithheld } from '../../decision/best-score.ts';
import { decidingFeatures } from '../../decision/decide.ts';
import { allFacts } from '../../policy/feature.ts';
import { scaled } from '../../policy/limit-places.ts';
import type { Policy } from '../../policy/policy.ts';
import { anyBit, anyOf, type Level, maskSql, nested, sumSql } from './expressions.ts';
import { limitLevels } from './limit-sql.ts';
import { lossLevels, reasonColumns } from './loss-sql.ts';
import { type ResultRow, rowReader } from './read-row.ts';
import { layoutOf, MASK_BITS, masksOf, VERDICT } from './result-layout.ts';
import { admittedSql, attributeSql, bandSql, millionthsSql, rateSql, testSql } from './score-sql.ts';

/** A policy as one SELECT, and how what it gives is read. */
export interface PolicySql {
  /** One row of results for each row of the table; ends without a semicolon. */
  readonly select: string;
  /** Columns of the table beside `id`, in order of the policy’s features. */
  readonly columns: readonly FeatureColumn[];
  /** A row of results as `decide` says it, with the same keys in the same order. */
  readRow(row: ResultRow): PolicyResult;
}

/** A column of a table of features. */
export interface FeatureColumn {
  /** Name of the feature. */
  readonly name: string;
  /** BIGINT whole numbers of its smallest unit (fen, millionths, 10^−places), TEXT categories; NULL = not known. */
  readonly type: 'BIGINT' | 'TEXT';
}

/**
 * Compiles a policy to SQL that DuckDB and PostgreSQL run unchanged, row by row: no join, no aggregate and no function
 * beyond LEAST, GREATEST, ROUND and CHR, so that an engine which spreads rows over machines can run it too.
 *
 * The table holds `id` and {@link PolicySql.columns}, values as `compilePolicy(…).read` gives them: checked when they
 * are written there, not again here. Days are the caller’s matter: see `isInForce`.
 *
 * Of the policy’s text the query holds checked numbers, names of features and, between quotes, categories.
 *
 * @param table Name of the table: letters, digits and `_`, with `.` between schema and table.
 * @throws {RangeError} for another name; where two features differ only in capital letters or one is called `id`; where
 *   the limit is capped above 5 × 10^14 yuan
 */
export function policySql(policy: Policy, table: string): PolicySql {
  const features = decidingFeatures(policy);
  const facts = allFacts(features);
  const names = new Set(['id', ...features.map(({ name }) => name.toLowerCase())]);
  if (names.size <= features.length)
    throw new RangeError(
      'Columns of a table differ in more than capital letters, and none but the key is called id.',
    );

  const places = new Map(features.map(({ name }, index) => [name, `f${index}`]));
  const column = (name: string) => places.get(name)!;
  const layout = layoutOf(policy);
  const base: Level = {
    id: 'id',
    ...Object.fromEntries(features.map(({ name }, index) => [`f${index}`, `"${name}"`])),
  };
  const levels = [
    readLevel(policy, column),
    scoreLevel(policy, layout.mixed),
    { band: bandSql(policy), millionths: millionthsSql(policy) },
    { rate: rateSql(policy) },
    ...limitLevels(policy, column, `${admittedSql(policy.rating)} AND NOT declined`),
    ...bestLevels(policy, column),
    referralLevel(policy),
    { verdict: verdictSql(policy) },
    ...lossLevels(policy, layout, givenCodes(policy)),
  ].filter((level) => Object.keys(level).length > 0);
  const { admission, referrals = [] } = policy;
  const output: Level = {
    id: 'id',
    verdict: 'verdict',
    yuan: `CASE WHEN verdict = ${VERDICT.APPROVED} THEN yuan ELSE 0 END`,
    bound_by: `CASE WHEN verdict = ${VERDICT.APPROVED} THEN bound_by END`,
    rate: `CASE WHEN verdict = ${VERDICT.APPROVED} THEN rate END`,
    band: 'band',
    score: 'score',
    millionths: 'millionths',
    ...same('broken', admission),
    ...same('missing', features),
    ...Object.fromEntries(
      masksOf(referrals).map((_, index) => [
        `sent_${index}`,
        `CASE WHEN verdict = ${VERDICT.REFERRED} THEN sent_${index} ELSE 0 END`,
      ]),
    ),
    ...reasonColumns(layout),
  };
  return {
    select: nested(tableName(table), base, levels, output),
    columns: features.map(({ name }) => ({
      name,
      type: facts.get(name)!.categories === null ? 'BIGINT' : 'TEXT',
    })),
    readRow: rowReader(policy, layout),
  };
}

/** @throws {RangeError} for what is no plain name of a table */
export function tableName(table: string): string {
  if (/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)?$/.test(table)) return table;
  throw new RangeError('The name of a table has letters, digits and _ only.');
}

const same = (name: string, all: readonly unknown[]): Level =>
  Object.fromEntries(masksOf(all).map((_, index) => [`${name}_${index}`, `${name}_${index}`]));

const masks = (name: string, conditions: readonly string[]): Level =>
  Object.fromEntries(masksOf(conditions).map((some, index) => [`${name}_${index}`, maskSql(some)]));

/** Rules broken, features missing, and of each characteristic its points or, where codes differ, its attribute. */
function readLevel(policy: Policy, column: (name: string) => string): Level {
  const features = decidingFeatures(policy);
  const facts = allFacts(features);
  const { mixed } = layoutOf(policy);
  return {
    ...masks(
      'broken',
      policy.admission.map(
        ({ feature, test }) => `NOT (${testSql(test, column(feature), facts.get(feature)!)})`,
      ),
    ),
    ...masks(
      'missing',
      features.map(({ name }) => `${column(name)} IS NULL`),
    ),
    ...Object.fromEntries(
      policy.scorecard.characteristics.map(({ feature, attributes }, index) => {
        const [name, numberOf] = mixed.has(index)
          ? [`a${index}`, (place: number) => place]
          : [`p${index}`, (place: number) => attributes[place]!.partialScore];
        return [name, attributeSql(attributes, column(feature), facts.get(feature)!, numberOf)];
      }),
    ),
  };
}

function scoreLevel(policy: Policy, mixed: ReadonlySet<number>): Level {
  const { admission, scorecard, scoreDeclined } = policy;
  const features = decidingFeatures(policy);
  const places = <T>(all: readonly T[], of: (one: T) => boolean) =>
    all.flatMap((one, index) => (of(one) ? [index] : []));
  const ruled = (verdict: string) => places(admission, ({ onFail }) => onFail === verdict);
  const blocked = anyBit(
    'missing',
    places(features, ({ missing }) => missing !== 'SCORE'),
    MASK_BITS,
  );
  const declined = anyOf([
    ...anyBit('broken', ruled('DECLINE'), MASK_BITS),
    ...anyBit(
      'missing',
      places(features, ({ missing }) => missing === 'DECLINE'),
      MASK_BITS,
    ),
  ]);
  const unscored = anyOf(scoreDeclined === true ? blocked : [...blocked, declined]);
  const points = scorecard.characteristics.map(({ attributes }, index) =>
    mixed.has(index)
      ? `CASE a${index} ${attributes.map(({ partialScore }, place) => `WHEN ${place} THEN ${partialScore}`).join(' ')} END`
      : `p${index}`,
  );
  return {
    declined,
    referred: anyOf(anyBit('broken', ruled('REFER'), MASK_BITS)),
    score: `CASE WHEN ${unscored} THEN NULL ELSE ${sumSql([`${scorecard.initialScore}`, ...points])} END`,
  };
}

/** Points that the best values would have given in place of those not known; 0 where a policy never lacks any. */
function withheldSql({ scorecard }: Policy, column: (name: string) => string): string {
  const cases = [...pointsWithheld(scorecard)].flatMap(([index, points]) => {
    const name = column(scorecard.characteristics[index]!.feature);
    return points === 0 ? [] : [`CASE WHEN ${name} IS NULL THEN ${points} ELSE 0 END`];
  });
  return cases.length === 0 ? '0' : sumSql(cases);
}

/** Steps to the best rating and the highest limit an offer could have had, where values that are scored may lack. */
function bestLevels(policy: Policy, column: (name: string) => string): Level[] {
  const { referrals = [] } = policy;
  const byRating = referrals.some(({ when }) => 'ratingIn' in when);
  const byLimit = referrals.some(({ when }) => 'limitAtLeast' in when);
  const withheld = withheldSql(policy, column);
  if (!byRating && !byLimit) return [];
  if (withheld === '0') return [{ best_band: 'band', most_yuan: 'yuan' }];
  const levels: Level[] = [{ withheld }, { best_band: bandSql(policy, ' + withheld') }];
  if (!byLimit) return levels;
  return [
    ...levels,
    ...limitLevels(policy, column, 'yuan IS NOT NULL AND best_band < band', {
      band: 'best_band',
      prefix: 'best_',
    }),
    { most_yuan: 'CASE WHEN best_band < band THEN best_yuan ELSE yuan END' },
  ];
}

/** Which rules would send an offer to a person. */
function referralLevel({ referrals = [], rating }: Policy): Level {
  return masks(
    'sent',
    referrals.map(({ when }) => {
      if ('limitAtLeast' in when) return `most_yuan >= ${new Dec(when.limitAtLeast).ceil().toFixed()}`;
      if ('probabilityAtLeast' in when) return `millionths >= ${scaled(when.probabilityAtLeast, 6)}`;
      const places = when.ratingIn.map((name) => rating.findIndex((band) => band.rating === name));
      return anyOf(places.map((place) => `${place} BETWEEN best_band AND band`));
    }),
  );
}

function verdictSql({ referrals = [], rating }: Policy): string {
  const sent = masksOf(referrals).map((_, index) => `sent_${index} <> 0`);
  return [
    `CASE WHEN score IS NULL THEN CASE WHEN declined THEN ${VERDICT.DECLINED} ELSE ${VERDICT.REFERRED} END`,
    `WHEN declined THEN ${VERDICT.DECLINED}`,
    `WHEN NOT (${admittedSql(rating)}) THEN ${VERDICT.RATING_NOT_ADMITTED}`,
    `WHEN yuan IS NULL THEN ${VERDICT.LIMIT_TOO_SMALL}`,
    `WHEN rate IS NULL THEN ${VERDICT.RATE_ABOVE_CEILING}`,
    `WHEN ${anyOf(['referred', ...sent])} THEN ${VERDICT.REFERRED}`,
    `ELSE ${VERDICT.APPROVED} END`,
  ].join(' ');
}

/** By code that a rule, a refusal or a referral gives: whether it did. Its points are not told a second time. */
function givenCodes({ admission, referrals = [] }: Policy): Map<string, string> {
  const given = new Map<string, string[]>();
  const add = (code: string, conditions: readonly string[]) =>
    given.set(code, [...(given.get(code) ?? []), ...conditions]);
  admission.forEach(({ reasonCode }, index) => {
    add(reasonCode, anyBit('broken', [index], MASK_BITS));
  });
  referrals.forEach(({ reasonCode }, index) => {
    const [hit] = anyBit('sent', [index], MASK_BITS);
    add(reasonCode, [`(verdict = ${VERDICT.REFERRED} AND ${hit})`]);
  });
  for (const refusal of ['RATING_NOT_ADMITTED', 'LIMIT_TOO_SMALL', 'RATE_ABOVE_CEILING'] as const)
    add(refusal, [`verdict = ${VERDICT[refusal]}`]);
  return new Map([...given].map(([code, conditions]) => [code, anyOf(conditions)]));
}
