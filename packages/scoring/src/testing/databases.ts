import { DuckDBInstance } from '@duckdb/node-api';
import { createTestDatabase } from '@xinqiao/db/testing';
import pg from 'pg';
import type { FeatureRecord } from '../compile/feature-record.ts';
import type { PolicySql } from '../compile/sql/policy-sql.ts';
import type { ResultRow } from '../compile/sql/read-row.ts';

/** A database that runs what a policy was compiled to. */
export interface PolicyDatabase {
  readonly name: string;
  /** Makes a table `applicant` of the records, runs the SELECT on it. @returns Rows in the order of the records. */
  run(sql: PolicySql, records: readonly FeatureRecord[]): Promise<ResultRow[]>;
  /** What another SELECT gives of the same table. */
  query(select: string): Promise<ResultRow[]>;
  close(): Promise<void>;
}

/** An empty DuckDB in memory. */
export async function openDuckDb(): Promise<PolicyDatabase> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  return {
    name: 'DuckDB',
    async run(sql, records) {
      for (const statement of filled(sql, records)) await connection.run(statement);
      return (await connection.runAndReadAll(inOrder(sql))).getRowObjects();
    },
    query: async (select) => (await connection.runAndReadAll(select)).getRowObjects(),
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A PostgreSQL of our own. */
export async function openPostgres(): Promise<PolicyDatabase> {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  return {
    name: 'PostgreSQL',
    async run(sql, records) {
      for (const statement of filled(sql, records)) await client.query(statement);
      return (await client.query<ResultRow>(inOrder(sql))).rows;
    },
    query: async (select) => (await client.query<ResultRow>(select)).rows,
    async close() {
      await client.end();
      await database.drop();
    },
  };
}

const inOrder = ({ select }: PolicySql): string => `SELECT * FROM (${select}) AS decided ORDER BY id`;

function filled({ columns }: PolicySql, records: readonly FeatureRecord[]): string[] {
  const rows = records.map(
    (record, id) => `(${[id, ...columns.map(({ name }) => literal(record[name]))].join(', ')})`,
  );
  return [
    'DROP TABLE IF EXISTS applicant',
    `CREATE TABLE applicant (id BIGINT, ${columns.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`,
    `INSERT INTO applicant VALUES ${rows.join(', ')}`,
  ];
}

const literal = (value: FeatureRecord[string] | undefined): string => {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
};
