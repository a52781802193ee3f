import { decidingFeatures } from '../../decision/decide.ts';
import { allFacts } from '../../policy/feature.ts';
import type { Policy } from '../../policy/policy.ts';
import { type Census, ratingBounds } from '../../watch/census.ts';
import { sumSql } from './expressions.ts';
import { tableName } from './policy-sql.ts';
import type { ResultRow } from './read-row.ts';
import { attributeSql } from './score-sql.ts';

/** A census as one SELECT, and how what it gives is read. */
export interface CensusSql {
  /** One row for each cell that somebody falls into; ends without a semicolon. */
  readonly select: string;
  /** All rows as `takeCensus` counts the same applicants. */
  readCensus(rows: readonly ResultRow[]): Census;
}

/**
 * Counts a portfolio by score and attribute where it lies: what drift is measured by, for a table as `policySql` reads
 * it, in one pass and without anybody’s data leaving. DuckDB and PostgreSQL run it unchanged.
 *
 * @param table As in `policySql`. @throws {RangeError} as `policySql` for another name
 * @param scoreBounds Ascending; default the bounds of the rating bands.
 */
export function censusSql(
  policy: Policy,
  table: string,
  scoreBounds: readonly number[] = ratingBounds(policy),
): CensusSql {
  const { policyId, version, scorecard } = policy;
  const { characteristics, initialScore } = scorecard;
  const facts = allFacts(decidingFeatures(policy));
  const each = characteristics.map(({ feature, attributes }, index) => {
    const of = (numberOf: (place: number) => number, absent: string) => {
      const scored = attributes.some((attribute) => 'missing' in attribute);
      const known = attributeSql(attributes, `"${feature}"`, facts.get(feature)!, numberOf);
      return scored ? known : `CASE WHEN "${feature}" IS NULL THEN ${absent} ELSE ${known} END`;
    };
    return {
      cell: `${of((place) => place, `${attributes.length}`)} AS cell_${index}`,
      points: of((place) => attributes[place]!.partialScore, 'NULL'),
    };
  });
  const cells = ['score_cell', ...characteristics.map((_, index) => `cell_${index}`)];
  const bounds = scoreBounds.map((bound, cell) => `WHEN score < ${bound} THEN ${cell}`).join(' ');
  const scoreCell = `CASE WHEN score IS NULL THEN ${scoreBounds.length + 1} ${bounds} ELSE ${scoreBounds.length} END`;
  const select = [
    `WITH placed AS (SELECT ${[...each.map(({ cell }) => cell), `${sumSql([`${initialScore}`, ...each.map(({ points }) => points)])} AS score`].join(', ')} FROM ${tableName(table)}),`,
    `celled AS (SELECT *, ${scoreCell} AS score_cell FROM placed)`,
    `SELECT ${cells.join(', ')}, count(*) AS firms FROM celled GROUP BY GROUPING SETS (${cells.map((cell) => `(${cell})`).join(', ')})`,
  ].join('\n');

  return {
    select,
    readCensus(rows) {
      const counts = [
        scoreBounds.length + 2,
        ...characteristics.map(({ attributes }) => attributes.length + 1),
      ].map((length) => Array.from({ length }, () => 0));
      for (const row of rows) {
        // Of all cells a row names the one it counts.
        const place = cells.findIndex((cell) => row[cell] != null);
        counts[place]![Number(row[cells[place]!])] = Number(row.firms);
      }
      const [score, ...own] = counts as [number[], ...number[][]];
      return {
        policyId,
        policyVersion: version,
        applicants: score.reduce((sum, count) => sum + count, 0),
        scoreBounds: [...scoreBounds],
        score,
        characteristics: characteristics.map(({ name }, index) => ({ name, cells: own[index]! })),
      };
    },
  };
}
