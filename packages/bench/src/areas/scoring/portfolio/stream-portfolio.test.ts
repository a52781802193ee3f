import { toBase64Url } from '@xinqiao/audit-log';
import { createTestDatabase } from '@xinqiao/db/testing';
import { compilePolicy, decide } from '@xinqiao/scoring';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writtenApplicant } from '../model/applicants.ts';
import { MODEL_POLICY } from '../model/policy.ts';
import { BatchRoot } from './batch-root.ts';
import { breakOff } from './copy.ts';
import { line } from './decided-row.ts';
import { distinctFirms, portfolioSql } from './firms.ts';
import { streamPortfolio } from './stream-portfolio.ts';

const AS_OF = '2026-11-21';
/** More than one chunk and more than one block, and no whole number of either. */
const firms = distinctFirms().slice(0, 2_500);
const policy = compilePolicy(MODEL_POLICY);
const work = { policy, columns: portfolioSql.columns, asOf: AS_OF };

let clients: pg.Client[] = [];
let drop: () => Promise<void>;
beforeEach(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  clients = await Promise.all(
    [1, 2, 3].map(async () => {
      const client = new pg.Client({ connectionString: database.adminUrl });
      await client.connect();
      return client;
    }),
  );
  const columns = portfolioSql.columns.map(({ name, type }) => `"${name}" ${type}`);
  await clients[0]!.query(`CREATE TABLE firm (id BIGINT PRIMARY KEY, ${columns.join(', ')})`);
  const rows = firms.map((firm, id) => {
    const record = policy.read(writtenApplicant(firm));
    const values = portfolioSql.columns.map(({ name, type }) =>
      type === 'TEXT' ? `'${record[name]}'` : String(record[name]),
    );
    return `(${[id, ...values].join(', ')})`;
  });
  // The other way round, so that the order is that of the ids and not of the table.
  await clients[0]!.query(`INSERT INTO firm VALUES ${rows.toReversed().join(', ')}`);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  await drop();
});

describe('a portfolio streamed through the compiled policy', () => {
  it('writes what the policy means of every firm, and commits to exactly that', async () => {
    const [reader, writer, other] = clients;
    const { root, firms: count } = await streamPortfolio(reader!, writer!, work);
    const batch = new BatchRoot();
    const wanted = firms.map((firm, id) => line(id, decide(MODEL_POLICY, writtenApplicant(firm), AS_OF)));
    for (const row of wanted) batch.add(row);
    expect(count).toBe(firms.length);
    expect(toBase64Url(root)).toBe(toBase64Url(batch.root()));
    const { rows } = await other!.query('SELECT id, outcome, loan_limit, reasons FROM decided ORDER BY id');
    expect(rows.map(({ id, outcome, loan_limit, reasons }) => [id, outcome, loan_limit, reasons])).toEqual(
      wanted
        .map((row) => row.split('\t'))
        .map(([id, outcome, limit, ...rest]) => [id, outcome, limit, rest[5]]),
    );
    const entries = await other!.query("SELECT detail->>'root' AS root FROM log_entry");
    expect(entries.rows).toEqual([{ root: toBase64Url(root) }]);
  });

  /** The policy, and what happens when it is asked about the thousandth firm. */
  const thenAt = (act: () => void) => {
    let asked = 0;
    return {
      ...work,
      policy: {
        ...policy,
        decide(...given: Parameters<typeof policy.decide>) {
          asked += 1;
          if (asked === 1_000) act();
          return policy.decide(...given);
        },
      },
    };
  };
  const nothingIsWritten = async (client: pg.Client) => {
    const { rows } = await client.query("SELECT to_regclass('decided') AS decided");
    const entries = await client.query('SELECT count(*) FROM log_entry');
    expect([rows, entries.rows]).toEqual([[{ decided: null }], [{ count: '0' }]]);
  };

  it('writes nothing where the log cannot be written', async () => {
    const [reader, writer, other] = clients;
    await other!.query('ALTER TABLE log_pending RENAME TO elsewhere');
    await expect(streamPortfolio(reader!, writer!, work)).rejects.toThrow('log_pending');
    await nothingIsWritten(other!);
  });

  it('writes nothing where a decision cannot be made', async () => {
    const [reader, writer, other] = clients;
    const failing = thenAt(() => {
      throw new RangeError('no decision');
    });
    await expect(streamPortfolio(reader!, writer!, failing)).rejects.toThrow('no decision');
    await nothingIsWritten(other!);
  });

  it.each([
    ['reader', 0],
    ['writer', 1],
  ])('writes nothing where the connection of the %s is lost', async (_, place) => {
    const [reader, writer, other] = clients;
    const lost = clients[place]!;
    lost.on('error', () => undefined);
    const { rows } = await lost.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const losing = thenAt(() => {
      void other!.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
      breakOff(lost);
    });
    await expect(streamPortfolio(reader!, writer!, losing)).rejects.toThrow();
    await nothingIsWritten(other!);
  });
});
