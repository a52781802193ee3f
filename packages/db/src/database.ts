import pg from 'pg';
import { begun, bindConnection, type Connection, runPrepared } from './connection.ts';
import { DatabaseUnavailable } from './database-error.ts';
import { isConflict, isUnavailable } from './failures.ts';
import { PrismaClient } from './generated/client.ts';
import { HonestPrismaPg } from './honest-adapter.ts';
import type { Tx } from './tx.ts';

/** Whose rows a transaction may touch (row security). What is left out matches nothing. */
export interface Scope {
  readonly participantId?: string;
  readonly subjectId?: string;
  readonly identityId?: string;
  /** The one consent request that a link, a message or a number read out names. */
  readonly requestId?: string;
  /** The one code of a subject that a bank asks for. */
  readonly code?: string;
}

export interface TransactionOptions {
  /** Default READ COMMITTED with explicit row locks. */
  readonly isolation?: 'Serializable';
  /** Longest single statement, lock waits included, in milliseconds. Default 5 000. */
  readonly statementTimeoutMs?: number;
  /** Longest transaction, in milliseconds. Default 15 000. */
  readonly timeoutMs?: number;
}

export interface Database {
  /**
   * Runs `fn` in one transaction and commits it. `fn` may run more than once (serialization failure, deadlock), so
   * it has no effect but on `tx`; a statement that failed fails the transaction, also when `fn` catches the error.
   *
   * @throws {DatabaseUnavailable}
   */
  transaction<T>(scope: Scope, fn: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Resolves when the database answers. @throws {DatabaseUnavailable} */
  ping(): Promise<void>;
  /** Waits for running statements, then closes all connections. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Most connections at once. */
  readonly poolSize: number;
}

/** Longest wait for a connection, new or from the pool, in milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;
/** Attempts at a transaction that conflicts with others. */
const MAX_ATTEMPTS = 8;

/** @param url Connection string of one role. Nothing is contacted yet. */
export function openDatabase(url: string, { poolSize }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  pool.on('error', () => {}); // an idle connection broke; the pool makes another
  const prisma = new PrismaClient({ adapter: new HonestPrismaPg(pool, { disposeExternalPool: true }) });

  const attempt = async <T>(
    scope: Scope,
    fn: (tx: Tx) => Promise<T>,
    options: TransactionOptions,
  ): Promise<T> => {
    const { isolation, statementTimeoutMs = 5_000, timeoutMs = 15_000 } = options;
    let committing = false;
    let connection: Connection | undefined;
    const run = async (tx: Tx) => {
      bindConnection(tx, connection!);
      await enter(tx, scope, statementTimeoutMs);
      const result = await fn(tx);
      committing = true;
      return result;
    };
    const limits = { maxWait: CONNECT_TIMEOUT_MS, timeout: timeoutMs };
    const take = (taken: Connection) => {
      connection = taken;
    };
    try {
      return await begun.run(take, () =>
        prisma.$transaction(run, isolation ? { ...limits, isolationLevel: isolation } : limits),
      );
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      throw new DatabaseUnavailable(committing ? 'UNKNOWN' : 'NOT_WRITTEN', { cause: error });
    }
  };

  return {
    transaction: async (scope, fn, options = {}) => {
      for (let attempts = 1; ; attempts++) {
        try {
          return await attempt(scope, fn, options);
        } catch (error) {
          if (!isConflict(error) || attempts === MAX_ATTEMPTS) throw error;
          await pause(attempts);
        }
      }
    },
    ping: async () => {
      try {
        await pool.query('SELECT 1');
      } catch (error) {
        throw new DatabaseUnavailable('NOT_WRITTEN', { cause: error });
      }
    },
    close: () => prisma.$disconnect(),
  };
}

/** Settings of this transaction only: the next one on the connection starts without them. */
const enter = (
  tx: Tx,
  { participantId = '', subjectId = '', identityId = '', requestId = '', code = '' }: Scope,
  timeoutMs: number,
) =>
  runPrepared(
    tx,
    'enter',
    `SELECT
      set_config('xinqiao.participant_id', $1, true),
      set_config('xinqiao.subject_id', $2, true),
      set_config('xinqiao.identity_id', $3, true),
      set_config('xinqiao.request_id', $4, true),
      set_config('xinqiao.code', $5, true),
      set_config('statement_timeout', $6, true)`,
    [participantId, subjectId, identityId, requestId, code, String(timeoutMs)],
  );

/** Waits longer each time and never twice the same, so that rivals do not meet again. */
const pause = (attempts: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 2 ** attempts * 5));
