import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POLICIES } from '../../policies/policies.ts';
import { parsePolicy } from '../../policy/parse-policy.ts';
import { openDuckDb, openPostgres, type PolicyDatabase } from '../../testing/databases.ts';
import { randomPolicy } from '../../testing/random-policy.ts';
import { takeCensus } from '../../watch/census.ts';
import { compilePolicy } from '../compile-policy.ts';
import { censusSql } from './census-sql.ts';
import { policySql } from './policy-sql.ts';

let databases: PolicyDatabase[] = [];
beforeAll(async () => {
  databases = [await openDuckDb(), await openPostgres()];
});
afterAll(async () => {
  for (const database of databases) await database.close();
});

describe('a census by SQL', () => {
  it('counts in DuckDB and in PostgreSQL as takeCensus does, cell by cell', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { document, applicant } = randomPolicy(seed);
      const policy = parsePolicy(document);
      const applicants = Array.from({ length: 60 }, applicant);
      const records = applicants.map(compilePolicy(policy).read);
      for (const database of databases) {
        await database.run(policySql(policy, 'applicant'), records);
        for (const bounds of [undefined, [-50, 0, 1, 120], []]) {
          const census = censusSql(policy, 'applicant', bounds);
          const rows = await database.query(census.select);
          expect(census.readCensus(rows), `${database.name}, seed ${seed}`).toEqual(
            takeCensus(policy, applicants, bounds),
          );
        }
      }
    }
  }, 120_000);

  it('of nobody is a census of zeros', async () => {
    const policy = POLICIES.get('shui-rong-tong@2026-1')!;
    const [postgres] = databases.slice(1);
    const columns = policySql(policy, 'applicant').columns.map(({ name, type }) => `"${name}" ${type}`);
    await postgres!.query('DROP TABLE IF EXISTS applicant');
    await postgres!.query(`CREATE TABLE applicant (id BIGINT, ${columns.join(', ')})`);
    const census = censusSql(policy, 'applicant');
    expect(census.readCensus(await postgres!.query(census.select))).toEqual(takeCensus(policy, []));
  });

  it('refuses what is no name of a table', () => {
    const policy = POLICIES.get('shui-rong-tong@2026-1')!;
    expect(() => censusSql(policy, 'applicant; DROP TABLE applicant')).toThrow(RangeError);
  });
});
