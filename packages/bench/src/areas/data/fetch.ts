import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Spread } from '../../harness/spread.ts';

/** Measured in a process of its own beside the server's sources: no package imports an app. */
const MEASURE = fileURLToPath(
  new URL('../../../../../apps/server/test/sources/measure/main.ts', import.meta.url),
);

/**
 * What it costs to fetch 24 months of all indicator items of one enterprise from a PostgreSQL on this machine and to make
 * its package, beside the SQL it consists of. Times in milliseconds on the clock, taken turn by turn.
 *
 * By hand is the harder rival: the one prepared statement that an engineer arrives at who wants every row in a single
 * round trip, without the checks, the cuts to the range, the figures and the hashes that a fetch adds. One query after the
 * other is what he begins with.
 */
export interface FetchFigures {
  readonly fetchMs: Spread;
  /** Of it the reading alone: records that were checked and cut, and nothing made of them. */
  readonly readMs: Spread;
  /** The same statement by `pg`, its JSON parsed, nothing made of it. */
  readonly handSqlMs: Spread;
  /** The queries of the items one after the other by `pg`. */
  readonly itemByItemMs: Spread;
  /** Round by round: a fetch as a multiple of the same SQL by hand. The promise: at most 2. */
  readonly ratioToHandSql: Spread;
  readonly ratioToItemByItem: Spread;
  readonly items: number;
  /** Messages to the database and back. The promise: at most 3. */
  readonly roundTrips: number;
}

/** @param seconds Time on the clock for the measurement; making the database comes on top. */
export async function measureFetch(seconds: number): Promise<FetchFigures> {
  const { stdout } = await promisify(execFile)(process.execPath, [MEASURE, String(seconds)]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as FetchFigures;
}
