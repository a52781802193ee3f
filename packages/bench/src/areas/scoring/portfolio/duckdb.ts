import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Spread, spreadOf } from '../../../harness/spread.ts';
import { DISTINCT, firmTable, mismatches, p99OfOne, portfolioSql } from './firms.ts';

export interface DuckDbPortfolio {
  readonly firms: number;
  /** By the median of the rounds. */
  readonly firmsPerSecond: number;
  readonly seconds: Spread;
  /** Of one firm’s decision by the same SQL. */
  readonly p99Milliseconds: number;
  readonly mismatches: number;
}

/** Most memory the database may use, and its threads: two processors. */
const CONFIGURATION = { threads: '2', memory_limit: '400MB' };
const ROUNDS = 5;

/**
 * From a materialised table of features to a table of outcome, limit, rate and four reasons, on disk.
 *
 * @param thousands Firms, in thousands.
 */
export async function duckDbPortfolio(thousands: number, asOf: string): Promise<DuckDbPortfolio> {
  const folder = await mkdtemp(path.join(tmpdir(), 'xinqiao-bench-'));
  const instance = await DuckDBInstance.create(path.join(folder, 'portfolio.duckdb'), CONFIGURATION);
  const connection = await instance.connect();
  try {
    // Rows need no order: they have their ids.
    await connection.run('SET preserve_insertion_order = false');
    for (const statement of firmTable(thousands)) await connection.run(statement);
    await connection.run('CHECKPOINT');
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      await connection.run(`CREATE OR REPLACE TABLE decided AS ${portfolioSql.select}`);
      seconds.push((performance.now() - start) / 1_000);
    }
    const spread = spreadOf(seconds);
    const reader = await connection.runAndReadAll(`SELECT * FROM decided WHERE id < ${DISTINCT} ORDER BY id`);
    const firms = thousands * 1_000;
    return {
      firms,
      firmsPerSecond: Math.round(firms / spread.median),
      seconds: spread,
      p99Milliseconds: await p99OfOne((sql) => connection.runAndReadAll(sql)),
      mismatches: mismatches(reader.getRowObjects(), asOf),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}
