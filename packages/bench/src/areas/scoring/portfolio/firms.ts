import { compilePolicy, policySql } from '@xinqiao/scoring';
import { p99 } from '../latency.ts';
import { type ModelApplicant, modelApplicants, writtenApplicant } from '../model/applicants.ts';
import { MODEL_POLICY } from '../model/policy.ts';

/** Firms that differ; a larger portfolio repeats them with other sales. */
export const DISTINCT = 20_000;

export const portfolioSql = policySql(MODEL_POLICY, 'firm');
const compiled = compilePolicy(MODEL_POLICY);

export const distinctFirms = (): ModelApplicant[] => modelApplicants(DISTINCT, 7);

const columns = portfolioSql.columns.map(({ name }) => `"${name}"`).join(', ');

/** Statements, for either database, that make the table `firm` of so many thousand firms. */
export function* firmTable(thousands: number): Generator<string> {
  const definition = portfolioSql.columns.map(({ name, type }) => `"${name}" ${type}`).join(', ');
  yield 'DROP TABLE IF EXISTS firm';
  yield 'DROP TABLE IF EXISTS sample';
  yield `CREATE TABLE sample (id BIGINT, ${definition})`;
  const firms = distinctFirms();
  for (let start = 0; start < firms.length; start += 500) {
    const rows = firms.slice(start, start + 500).map((firm, place) => {
      const record = compiled.read(writtenApplicant(firm));
      const values = portfolioSql.columns.map(({ name }) => {
        const value = record[name] ?? null;
        return typeof value === 'string' ? `'${value}'` : String(value ?? 'NULL');
      });
      return `(${[start + place, ...values].join(', ')})`;
    });
    yield `INSERT INTO sample VALUES ${rows.join(', ')}`;
  }
  const times = (thousands * 1_000) / DISTINCT;
  const changed = columns.replace('"annual_sales"', '"annual_sales" + turn.n * 1234567 AS "annual_sales"');
  yield `CREATE TABLE firm AS SELECT turn.n * ${DISTINCT} + id AS id, ${changed} FROM generate_series(0, ${times - 1}) AS turn(n), sample`;
  yield 'DROP TABLE sample';
}

/** How many of the rows of the distinct firms are not what the compiled policy decides. */
export function mismatches(rows: readonly Record<string, unknown>[], asOf: string): number {
  const firms = distinctFirms();
  if (rows.length !== firms.length) return firms.length;
  return rows.filter((row, place) => {
    const wanted = compiled.decide(compiled.read(writtenApplicant(firms[place]!)), asOf);
    return JSON.stringify(portfolioSql.readRow(row)) !== JSON.stringify(wanted);
  }).length;
}

/** Milliseconds below which 99 in 100 decisions about one firm of the portfolio stay, each a query of its own. */
export const p99OfOne = async (query: (sql: string) => Promise<unknown>): Promise<number> =>
  (await p99(300, (call) => query(`SELECT * FROM (${portfolioSql.select}) AS one WHERE id = ${call * 61}`))) /
  1_000;
