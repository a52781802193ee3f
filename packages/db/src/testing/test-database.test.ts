import pg from 'pg';
import { expect, it } from 'vitest';
import { openDatabase } from '../database.ts';
import { insertOnce } from '../statements/insert-once.ts';
import { createTestDatabase } from './index.ts';

it('createTestDatabase · databases are migrated, and nothing written to one is seen in another', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const mark = async (url: string) => {
    const database = openDatabase(url, { poolSize: 1 });
    const first = await database.transaction({}, (tx) =>
      insertOnce(tx, 'test', new Uint8Array(32), new Date()),
    );
    await database.close();
    return first;
  };
  expect([await mark(one.urls.application), await mark(two.urls.application)]).toEqual([true, true]);
  expect(await mark(one.urls.application)).toBe(false);
  await Promise.all([one.drop(), two.drop()]);
});

it('createTestDatabase · drop removes the database although somebody is connected', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.urls.worker });
  const ended = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  await database.drop();
  await ended;
  const again = new pg.Client({ connectionString: database.urls.worker });
  await expect(again.connect()).rejects.toMatchObject({ code: '3D000' });
});
