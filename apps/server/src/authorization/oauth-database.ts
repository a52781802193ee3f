import { type Database, DatabaseUnavailable } from '@xinqiao/db';
import { errors } from 'oidc-provider';

/** The same database; while it is away, clients hear `temporarily_unavailable` (RFC 6749 §4.1.2.1) with status 503. */
export const oauthDatabase = (database: Database): Database => ({
  ...database,
  transaction: (...request) =>
    database.transaction(...request).catch((error: unknown) => {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      const unavailable = new errors.TemporarilyUnavailable('try again later');
      throw Object.assign(unavailable, { status: 503, statusCode: 503, cause: error });
    }),
});
