import { hkdfSync } from 'node:crypto';
import { DatabaseError } from './database-error.ts';

/** One login per kind of work; what each may do stands in the migrations. */
export const ROLES = [
  'migration',
  'application',
  'operator',
  'authorization',
  'worker',
  'regulator',
] as const;
export type Role = (typeof ROLES)[number];

/** Name of the role in PostgreSQL; names are global to a cluster. */
export const roleName = (role: Role): string => `xinqiao_${role}`;

/** A connection string per role. */
export type DatabaseUrls = Readonly<Record<Role, string>>;

/** Name of the database unless another is chosen. */
export const DEFAULT_DATABASE = 'xinqiao';

/**
 * The password of a role: HKDF-SHA-256 (RFC 5869) of the one secret, so that all nodes agree.
 *
 * @param secret At least 32 random characters (`XINQIAO_DATABASE_SECRET`).
 * @throws {DatabaseError} `SECRET_TOO_SHORT`
 */
export function rolePassword(secret: string, name: string): string {
  if (secret.length < 32) throw new DatabaseError('SECRET_TOO_SHORT');
  const key = hkdfSync('sha256', secret, 'xinqiao database role', name, 32);
  return Buffer.from(key).toString('base64url');
}

/**
 * Connection strings of all roles on the server of `serverUrl`; its user, password and database are replaced,
 * its other settings kept. Nothing is contacted: a node needs no administrator's password.
 */
export function databaseUrls(serverUrl: string, secret: string, database = DEFAULT_DATABASE): DatabaseUrls {
  const url = (role: Role) => {
    const url = new URL(serverUrl);
    url.username = roleName(role);
    url.password = rolePassword(secret, roleName(role));
    url.pathname = `/${encodeURIComponent(database)}`;
    return url.href;
  };
  return Object.fromEntries(ROLES.map((role) => [role, url(role)])) as DatabaseUrls;
}
