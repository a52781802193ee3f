import { createHash } from 'node:crypto';
import type { OperatorId, ParticipantId } from '@xinqiao/contracts';
import { openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import pg from 'pg';
import { clockFrom } from '../../../src/clock.ts';
import type { ImportServices } from '../../../src/data/imports/running-import.ts';
import { idFactory } from '../../../src/ids.ts';
import { openVault } from '../../../src/keys/vault.ts';

export const SENDER = 'ptc_00000000-0000-7000-8000-000000000001' as ParticipantId;

export const SECRET = 'a secret of at least 32 characters';

/** What an import needs, on a database of its own; no server runs. */
export interface ImportWorld {
  readonly database: TestDatabase;
  readonly services: ImportServices;
  /** A statement past all row security. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export const importServices = (applicationUrl: string): ImportServices => {
  const clock = clockFrom();
  return {
    ...{ clock, newId: idFactory(clock), operatorId: 'bozhou' as OperatorId, logOrigin: 'test' },
    sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
    database: openDatabase(applicationUrl, { poolSize: 4 }),
    vault: openVault(SECRET),
  };
};

/** @param firms Codes of the firms that are registered. */
export async function foundImportWorld(firms: readonly string[]): Promise<ImportWorld> {
  const database = await createTestDatabase();
  const admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const services = importServices(database.urls.application);
  await admin.query(
    `INSERT INTO participant (id, operator_id, kind, name_zh, name_en, status, status_since, created_at)
     VALUES ($1, 'bozhou', 'OPERATOR', '某某', 'Somebody', 'ACTIVE', now(), now())`,
    [SENDER],
  );
  await admin.query(
    `INSERT INTO subject (id, operator_id, type, name, source_id, created_at)
     SELECT 'sub_' || code, 'bozhou', 'ENTERPRISE', code, 'import', now() FROM unnest($1::text[]) AS code`,
    [firms],
  );
  await admin.query(
    `INSERT INTO subject_identifier (subject_id, scheme, value, status, valid_from)
     SELECT 'sub_' || code, 'source:import', code, 'valid', now() FROM unnest($1::text[]) AS code`,
    [firms],
  );
  return {
    ...{ database, services },
    query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await admin.query(sql, [...values])).rows as Row[],
    async close() {
      await services.database.close();
      await admin.end();
      await database.drop();
    },
  };
}
