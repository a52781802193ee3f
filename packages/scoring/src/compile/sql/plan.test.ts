import { createTestDatabase } from '@xinqiao/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_POLICIES } from '../../policies/examples/index.ts';
import { POLICIES } from '../../policies/policies.ts';
import { policySql } from './policy-sql.ts';

interface Node {
  readonly 'Node Type': string;
  readonly Alias?: string;
  readonly Output?: readonly string[];
  readonly Plans?: readonly Node[];
}

let client: pg.Client;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await drop();
});

/** Every node of the plan of a policy over a table of its features. */
async function planOf(policy: Parameters<typeof policySql>[0]): Promise<{ steps: number; nodes: Node[] }> {
  const { columns, select } = policySql(policy, 'firm');
  const definition = columns.map(({ name, type }) => `"${name}" ${type}`).join(', ');
  await client.query('DROP TABLE IF EXISTS firm');
  await client.query(`CREATE TABLE firm (id BIGINT, ${definition})`);
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
    `EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) ${select}`,
  );
  const nodes: Node[] = [];
  const visit = (node: Node) => {
    nodes.push(node);
    node.Plans?.forEach(visit);
  };
  visit(rows[0]!['QUERY PLAN'][0].Plan);
  return { steps: select.match(/AS \(\n/g)!.length, nodes };
}

describe('the plan of a policy in PostgreSQL', () => {
  it.each([...POLICIES, ...EXAMPLE_POLICIES])(
    '%s: every step is a node of its own, so that nothing is computed once for each place that names it',
    async (_, policy) => {
      const { steps, nodes } = await planOf(policy);
      const scans = nodes.flatMap(({ Alias: alias = '' }) => (alias.startsWith('step_') ? [alias] : []));
      // The first step only renames columns of the table and is one with reading it.
      const others = Array.from({ length: steps - 1 }, (_, step) => `step_${step + 1}`);
      expect(scans.toSorted()).toEqual(others.toSorted());
      // Were a step written out in the next one, its expressions would grow with the power of the steps.
      const longest = Math.max(
        ...nodes.flatMap(({ Output: output = [] }) => output.map(({ length }) => length)),
      );
      expect(longest).toBeLessThan(5_000);
    },
  );

  it('reads the table once, without a join, a sort or an aggregate', async () => {
    for (const policy of POLICIES.values()) {
      const { nodes } = await planOf(policy);
      expect(new Set(nodes.map((node) => node['Node Type']))).toEqual(new Set(['Subquery Scan', 'Seq Scan']));
      expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toHaveLength(1);
    }
  });
});
