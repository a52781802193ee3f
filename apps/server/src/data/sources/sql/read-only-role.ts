/** Thrown of a role that could change something: such a source is never read. */
export class RoleMayWrite extends Error {
  override readonly name = 'RoleMayWrite';
  /** What the role may do, in words for who set it up. */
  readonly may: string;

  constructor(may: string) {
    super(`The role may ${may}.`);
    this.may = may;
  }
}

/** One row: what the role may do that a reader needs not. System schemas are left out: nobody may change those. */
export const ROLE_QUERY = `
  SELECT
    r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication AS administers,
    EXISTS (
      SELECT FROM pg_roles other
      WHERE other.rolname IN ('pg_write_server_files', 'pg_execute_server_program', 'pg_write_all_data')
        AND pg_has_role(current_user, other.oid, 'MEMBER')
    ) AS reaches_out,
    EXISTS (
      SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
        AND has_schema_privilege(n.oid, 'USAGE')
        AND (has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
          OR has_any_column_privilege(c.oid, 'INSERT, UPDATE'))
    ) AS writes,
    EXISTS (
      SELECT FROM pg_namespace n
      WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' AND has_schema_privilege(n.oid, 'CREATE')
    ) AS creates
  FROM pg_roles r WHERE r.rolname = current_user`;

const WORDS = {
  administers: 'administer the server (superuser, CREATEROLE, CREATEDB or REPLICATION)',
  reaches_out: 'reach beyond the database',
  writes: 'write to a table: grant it SELECT and nothing else',
  creates: 'create tables in a schema: REVOKE CREATE ON SCHEMA … FROM PUBLIC',
} as const;

/** @throws {RoleMayWrite} */
export function requireReadOnly(role: Readonly<Record<string, unknown>> | undefined): void {
  for (const [power, words] of Object.entries(WORDS)) {
    if (role?.[power] !== false) throw new RoleMayWrite(words);
  }
}
