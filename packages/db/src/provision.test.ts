import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/start.ts';
import { listMigrations, migrate } from './migrate.ts';
import { provision } from './provision.ts';
import { databaseUrls, ROLES, rolePassword } from './roles.ts';

const MIGRATIONS = listMigrations().migrationDirectories.length;
const newSecret = () => randomBytes(32).toString('base64url');

// A server of its own: roles and their passwords are global to a server.
let directory: string;
let server: EmbeddedPostgres;
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'xinqiao-provision-'));
  server = await startEmbeddedPostgres({ directory, durable: false });
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true });
});

async function query(url: string, sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('provision', () => {
  it('needs no superuser: createrole and createdb are enough', async () => {
    await query(server.adminUrl, `CREATE ROLE dba LOGIN CREATEROLE CREATEDB PASSWORD 'known'`);
    const adminUrl = new URL(server.adminUrl);
    Object.assign(adminUrl, { username: 'dba', password: 'known' });
    const options = { adminUrl: adminUrl.href, secret: server.secret, database: 'cloud' };
    await provision(options); // the first here: the roles are made by this administrator
    const urls = await provision(options);
    expect(await migrate(urls.migration)).toHaveLength(MIGRATIONS);
  });

  it('two processes that provision and migrate at once end up with one database, migrated once', async () => {
    const start = async () => {
      const urls = await provision({ ...server, database: 'raced' });
      return { urls, applied: await migrate(urls.migration) };
    };
    const [first, second] = await Promise.all([start(), start()]);
    expect(first.urls).toEqual(second.urls);
    expect([...first.applied, ...second.applied]).toHaveLength(MIGRATIONS);
    expect(await query(first.urls.application, 'SELECT id FROM consent')).toEqual([]);
  });

  it('gives every role a login that all nodes with the same secret can derive', async () => {
    await provision({ ...server, database: 'derived' });
    const urls = databaseUrls(server.adminUrl, server.secret, 'derived');
    for (const role of ROLES) {
      expect(await query(urls[role], 'SELECT current_user AS name')).toEqual([{ name: `xinqiao_${role}` }]);
    }
  });

  it('gives the roles passwords of their own', () => {
    expect(new Set(ROLES.map((role) => rolePassword(server.secret, role))).size).toBe(ROLES.length);
  });

  it('replaces the passwords when the secret is a new one', async () => {
    const old = await provision({ ...server, database: 'rotated' });
    const renewed = await provision({ ...server, database: 'rotated', secret: newSecret() });
    await expect(query(old.worker, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await expect(query(renewed.worker, 'SELECT 1')).resolves.toHaveLength(1);
    await provision({ ...server, database: 'rotated' });
  });

  it('keeps everybody else out of the database', async () => {
    await provision({ ...server, database: 'closed' });
    await query(server.adminUrl, `CREATE ROLE stranger LOGIN PASSWORD 'known'`);
    const url = new URL(server.adminUrl);
    Object.assign(url, { username: 'stranger', password: 'known', pathname: '/closed' });
    await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
  });

  it('refuses a role of the name that may do too much', async () => {
    await query(server.adminUrl, 'ALTER ROLE xinqiao_worker BYPASSRLS');
    await expect(provision({ ...server, database: 'refused' })).rejects.toMatchObject({
      code: 'ROLE_TOO_POWERFUL',
    });
    await query(server.adminUrl, 'ALTER ROLE xinqiao_worker NOBYPASSRLS');
  });

  it('refuses a secret that could be guessed', async () => {
    await expect(provision({ ...server, secret: 'password' })).rejects.toMatchObject({
      code: 'SECRET_TOO_SHORT',
    });
  });
});

describe('databaseUrls', () => {
  it('keeps host, port and settings of the server and changes user, password and database', () => {
    const urls = databaseUrls(
      'postgresql://dba:x@db.example.cn:6432/postgres?sslmode=require',
      server.secret,
    );
    const { username, password, host, pathname, search } = new URL(urls.regulator);
    expect({ username, host, pathname, search }).toEqual({
      username: 'xinqiao_regulator',
      host: 'db.example.cn:6432',
      pathname: '/xinqiao',
      search: '?sslmode=require',
    });
    expect(password).toBe(rolePassword(server.secret, 'xinqiao_regulator'));
  });
});
