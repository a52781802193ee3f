import { createTestDatabase } from '@xinqiao/db/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowDecoder } from './binary-record.ts';
import { copyIn, copyOut } from './copy.ts';

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

describe('rows read and written by COPY', () => {
  it('numbers of 64 bits, texts and what is not known come as they are', async () => {
    await client.query('CREATE TEMP TABLE firm (id BIGINT, n BIGINT, t TEXT)');
    await client.query(
      "INSERT INTO firm VALUES (1, 0, 'A'), (2, -1, NULL), (3, 9007199254740991, '甲'), (4, 9007199254740993, ''), (5, -9223372036854775808, 'x'), (6, NULL, 'y'), (7, 4294967296, 'z')",
    );
    const decode = rowDecoder([
      { name: 'n', type: 'BIGINT' },
      { name: 't', type: 'TEXT' },
    ]);
    const rows: unknown[] = [];
    await copyOut(client, 'COPY (SELECT * FROM firm ORDER BY id) TO STDOUT (FORMAT binary)', (message) => {
      const row = decode(message);
      if (row !== undefined) rows.push([row.id, row.record.n, row.record.t]);
      return undefined;
    });
    expect(rows).toEqual([
      [1, 0, 'A'],
      [2, -1, null],
      [3, 9_007_199_254_740_991, '甲'],
      [4, 9_007_199_254_740_993n, ''],
      [5, -(2n ** 63n), 'x'],
      [6, null, 'y'],
      [7, 2 ** 32, 'z'],
    ]);
  });

  it('a reader that must wait loses nothing, and a writer that is full says so', async () => {
    await client.query('CREATE TEMP TABLE written (id BIGINT, t TEXT)');
    const copying = await copyIn(client, 'COPY written FROM STDIN');
    const waits = Array.from({ length: 40 }, (_, id) =>
      copying.send(Buffer.from(`${id}\t${'x'.repeat(1_000_000)}\n`)),
    );
    expect(waits.filter((wait) => wait !== undefined).length).toBeGreaterThan(0);
    await Promise.all(waits);
    await copying.end();
    const ids: number[] = [];
    await copyOut(client, 'COPY (SELECT id FROM written ORDER BY id) TO STDOUT', (row) => {
      ids.push(Number(row.toString()));
      return new Promise((resolve) => setImmediate(resolve));
    });
    expect(ids).toEqual(Array.from({ length: 40 }, (_, id) => id));
  });

  it('what the database refuses is an error, and the connection goes on', async () => {
    await expect(copyIn(client, 'COPY nowhere FROM STDIN')).rejects.toThrow('nowhere');
    await expect(copyOut(client, 'COPY nowhere TO STDOUT', () => undefined)).rejects.toThrow('nowhere');
    await client.query('CREATE TEMP TABLE one (id BIGINT)');
    const copying = await copyIn(client, 'COPY one FROM STDIN');
    void copying.send(Buffer.from('no number\n'));
    await expect(copying.end()).rejects.toThrow('invalid input syntax');
    expect((await client.query('SELECT count(*) FROM one')).rows).toEqual([{ count: '0' }]);
  });
});
