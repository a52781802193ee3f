import pg from 'pg';
import type { Role } from '../roles.ts';
import type { TestDatabase } from './test-database.ts';

/** Who asks, as the settings of a session; what is left out is unset. */
export interface Settings {
  participant_id?: string;
  subject_id?: string;
  identity_id?: string;
  request_id?: string;
  code?: string;
}

/** One statement as a role, by a plain client: nothing of ours stands between it and the database. */
export async function queryAs<R extends pg.QueryResultRow>(
  database: TestDatabase,
  role: Role | 'superuser',
  settings: Settings,
  sql: string,
): Promise<R[]> {
  const url = role === 'superuser' ? database.adminUrl : database.urls[role];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const [name, value] of Object.entries(settings)) {
      await client.query('SELECT set_config($1, $2, false)', [`xinqiao.${name}`, value]);
    }
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}
