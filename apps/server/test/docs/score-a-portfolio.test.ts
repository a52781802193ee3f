import { readFileSync } from 'node:fs';
import { createTestDatabase } from '@xinqiao/db/testing';
import { compilePolicy, decide, parsePolicy, policySql } from '@xinqiao/scoring';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { score, scoreInDatabase } from './snippets/score-a-portfolio.ts';

const GUIDE = new URL('../../../../docs/en/guides/write-a-policy.md', import.meta.url);
const DOCUMENT = JSON.parse(/^```json\n(.*?)\n```$/ms.exec(readFileSync(GUIDE, 'utf8'))?.[1] ?? '');
const DAY = '2026-11-21';
const FIRMS = [
  { taxCreditGrade: 'B', vatPayable12: '100000.00', vatSalesGrowth12: '0.05', ownerAge: 40 },
  { taxCreditGrade: 'D', vatPayable12: '100000.00', vatSalesGrowth12: '-0.3', ownerAge: 40 },
  { taxCreditGrade: 'A', vatPayable12: '900000.00', vatSalesGrowth12: null, ownerAge: 17 },
];

describe('write-a-policy.md: a portfolio', () => {
  const policy = parsePolicy(DOCUMENT);
  const wanted = FIRMS.map((firm) => decide(policy, firm, DAY));
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    const { columns } = policySql(policy, 'portfolio');
    const names = columns.map(({ name }) => `"${name}"`);
    await client.query(
      `CREATE TABLE portfolio (id BIGINT, ${columns.map(({ type }, at) => `${names[at]} ${type}`).join(', ')})`,
    );
    const { read } = compilePolicy(policy);
    for (const [id, firm] of FIRMS.entries()) {
      const record = read(firm);
      await client.query(
        `INSERT INTO portfolio VALUES (${[id, ...columns].map((_, at) => `$${at + 1}`).join(', ')})`,
        [id, ...columns.map(({ name }) => record[name])],
      );
    }
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('is decided in memory as each firm alone', () => expect(score(DOCUMENT, FIRMS, DAY)).toEqual(wanted));

  it('is decided by the database the same', async () => {
    const results = await scoreInDatabase(DOCUMENT, client, DAY);
    expect(FIRMS.map((_, id) => results.get(`${id}`))).toEqual(wanted);
  });

  it('is not decided on a day on which the policy does not decide', async () => {
    await expect(scoreInDatabase(DOCUMENT, client, '2027-01-01')).rejects.toThrow('2027-01-01');
  });
});
