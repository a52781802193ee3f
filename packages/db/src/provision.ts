import pg from 'pg';
import { DatabaseError } from './database-error.ts';
import { type DatabaseUrls, DEFAULT_DATABASE, databaseUrls, ROLES, roleName, rolePassword } from './roles.ts';
import { scramVerifier } from './scram-verifier.ts';

export interface ProvisionOptions {
  /** A login that may make roles and databases; it need not be a superuser. */
  readonly adminUrl: string;
  /** At least 32 random characters; all nodes of a deployment share it. */
  readonly secret: string;
  /** Name of the database, default `xinqiao`. */
  readonly database?: string;
}

/** Serialises everything that prepares a server, across processes and machines. */
const PROVISION_LOCK = 0x786e71_02;

/**
 * Makes the roles and the database where they are missing, and sets the passwords to those of `secret`.
 *
 * Idempotent, and safe when two processes do it at once. A new secret replaces the old one for new connections.
 *
 * @throws {DatabaseError} `SERVER_TOO_OLD`, `ROLE_TOO_POWERFUL` or `SECRET_TOO_SHORT`
 */
export async function provision(options: ProvisionOptions): Promise<DatabaseUrls> {
  const { adminUrl, secret, database = DEFAULT_DATABASE } = options;
  const urls = databaseUrls(adminUrl, secret, database);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await refuseOldServer(admin);
    await admin.query('SELECT pg_advisory_lock($1)', [PROVISION_LOCK]);
    for (const role of ROLES)
      await provisionRole(admin, roleName(role), rolePassword(secret, roleName(role)));
    await provisionDatabase(admin, database);
  } finally {
    await admin.end();
  }
  return urls;
}

async function refuseOldServer(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ version: number; name: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name`,
  );
  if (rows[0]!.version < 150_000) throw new DatabaseError('SERVER_TOO_OLD', rows[0]!.name);
}

async function provisionRole(admin: pg.Client, name: string, password: string): Promise<void> {
  const { rows } = await admin.query<{ powerful: boolean }>(
    `SELECT rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication AS powerful
     FROM pg_roles WHERE rolname = $1`,
    [name],
  );
  if (rows[0]?.powerful) throw new DatabaseError('ROLE_TOO_POWERFUL', name);
  // Without further words a role is not a superuser and has none of the powers above.
  const verb = rows[0] ? 'ALTER' : 'CREATE';
  await admin.query(`${verb} ROLE ${name} LOGIN PASSWORD ${admin.escapeLiteral(scramVerifier(password))}`);
}

/** Also sets who may connect, which a database cloned from a template does not inherit. */
export async function provisionDatabase(
  admin: pg.Client,
  database: string,
  template?: string,
): Promise<void> {
  const name = admin.escapeIdentifier(database);
  const owner = roleName('migration');
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (!rowCount) {
    const { rows } = await admin.query<{ superuser: boolean }>(
      'SELECT rolsuper AS superuser FROM pg_roles WHERE rolname = current_user',
    );
    // Others must be a member of the role they give the database to.
    if (!rows[0]!.superuser) await admin.query(`GRANT ${owner} TO CURRENT_USER`);
    const source = template ? `TEMPLATE ${admin.escapeIdentifier(template)}` : '';
    await admin.query(`CREATE DATABASE ${name} OWNER ${owner} ${source}`);
  }
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT ON DATABASE ${name} TO ${ROLES.map(roleName).join(', ')}`);
}
