import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Spread } from '../../../harness/spread.ts';
import type { Memory } from './memory.ts';

export interface PostgresPortfolio {
  readonly firms: number;
  /** Read, scored by the compiled policy, written back and committed to the log: seconds of a round. */
  readonly seconds: Spread;
  /** Processor time of the same: that of this process and of the two of PostgreSQL; null where it cannot be read. */
  readonly cpuSeconds: Spread | null;
  /** Most memory while it ran; null where it cannot be read. */
  readonly megabytes: Memory | null;
  /** The same firms decided by the SQL within the database, to a table. */
  readonly bySql: { readonly seconds: number; readonly firmsPerSecond: number };
  /** Of one firm’s decision by the same SQL. */
  readonly p99Milliseconds: number;
  /** Rows that differ from what the policy means or between the two ways, and roots that are not those of their rows. */
  readonly mismatches: number;
}

/** What making the firms and comparing leaves behind is collected before it grows: the work itself needs little. */
const HEAP = ['--max-old-space-size=128', '--max-semi-space-size=16'];

/**
 * A portfolio as a bank’s night job does it, in a process of its own, so that its memory is that of this work alone.
 *
 * @param thousands Firms, in thousands.
 */
export async function postgresPortfolio(thousands: number, asOf: string): Promise<PostgresPortfolio> {
  const program = fileURLToPath(new URL('./postgres-process.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [...HEAP, program, String(thousands), asOf]);
  return JSON.parse(stdout) as PostgresPortfolio;
}
