import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listMigrations } from './migrate.ts';
import { provision } from './provision.ts';
import { TEST_SERVER, type TestServer } from './testing/test-server.ts';

const DATABASE = 'xinqiao_upgrade_imports';
const IMPORTS = '20261123090000_imports';

const { adminUrl, secret } = JSON.parse(process.env[TEST_SERVER] ?? '') as TestServer;
const connect = async (url: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
};

let admin: pg.Client;
let migration: pg.Client;
beforeAll(async () => {
  const urls = await provision({ adminUrl, secret, database: DATABASE });
  admin = await connect(Object.assign(new URL(adminUrl), { pathname: `/${DATABASE}` }).href);
  migration = await connect(urls.migration);
}, 60_000);
afterAll(async () => {
  await Promise.all([admin.end(), migration.end()]);
  const server = await connect(adminUrl);
  await server.query(`DROP DATABASE ${DATABASE} WITH (FORCE)`);
  await server.end();
});

it('an installation with imported files keeps them in force, and what was set aside of them counted', async () => {
  const scripts = listMigrations().migrationDirectories.map(({ path, migrationFile }) => ({
    path,
    sql: migrationFile.content.tag === 'ok' ? migrationFile.content.value : '',
  }));
  const before = scripts.filter(({ path }) => path < IMPORTS);
  for (const { sql } of before) await migration.query(sql);
  await admin.query(`
    INSERT INTO participant (id, operator_id, kind, name_zh, name_en, status, status_since, created_at)
      VALUES ('ptc_00000000-0000-7000-8000-000000000001', 'bozhou', 'OPERATOR', '某某', 'Somebody', 'ACTIVE', now(), now());
    INSERT INTO subject (id, operator_id, type, name, source_id, created_at)
      VALUES ('sub_1', 'bozhou', 'ENTERPRISE', 'F1', 'import', now());
    INSERT INTO source_import (id, participant_id, source_id, file_name, kind, content_hash, status, started_at)
      VALUES ('imp_1', 'ptc_00000000-0000-7000-8000-000000000001', 'import', 'f', 'invoice-out', 'h', 'DONE', now());
    INSERT INTO source_invoice (import_id, direction, line, subject_id, number, issued_on, counterparty, amount, tax, total, status)
      VALUES ('imp_1', 'OUT', 2, 'sub_1', '1', '2026-01-05', 'B1', 1, 0, 1, 'VALID');
    INSERT INTO source_quarantine (import_id, line, reason, raw)
      VALUES ('imp_1', 5, 'DATE_INVALID', 'x'), ('imp_1', 3, 'DATE_INVALID', 'x');`);
  for (const { sql } of scripts.slice(before.length)) await migration.query(sql);

  const { rows } = await admin.query(`
    SELECT import_id, counts, (SELECT family FROM source_subject_state WHERE subject_id = 'sub_1') AS family
    FROM source_live_import JOIN source_import ON id = import_id`);
  const counts = { ASIDE_DATE_INVALID: 2, LINE_DATE_INVALID: 3 };
  expect(rows).toEqual([{ import_id: 'imp_1', counts, family: 'INVOICES' }]);
  const { rows: unforced } = await admin.query(`
    SELECT relname FROM pg_class
    WHERE relname LIKE 'source%' AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)`);
  expect(unforced).toEqual([]);
}, 60_000);
