import { Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { createGzip } from 'node:zlib';
import { PlatformError } from '@xinqiao/contracts';
import { readChunks } from '../../../src/data/imports/reading/read-chunks.ts';
import { headerOf } from './header-of.ts';

// Reads a file in a thread that is given little memory, and says what came of it.

/** What to read: a whole file, or a row that is written many times, `#` each time another number of eight digits. */
export type FrugalTask =
  | { readonly file: Uint8Array }
  | { readonly row: string; readonly times: number; readonly packed?: boolean };

/** What became of it. */
export type FrugalResult =
  | { readonly refused: unknown }
  | { readonly rows: number; readonly quarantined: number };

const task = workerData as FrugalTask;
const tell = (result: FrugalResult) => parentPort?.postMessage(result);

function* textOf(row: string, times: number): Generator<Buffer> {
  yield Buffer.from(headerOf('invoice-out'));
  for (let at = 0; at < times; at++) yield Buffer.from(row.replace('#', String(at).padStart(8, '0')));
}

function bytes(): AsyncIterable<Uint8Array> {
  if ('file' in task) return Readable.from([task.file]);
  const text = Readable.from(textOf(task.row, task.times));
  return task.packed ? text.pipe(createGzip({ level: 1 })) : text;
}

try {
  let rows = 0;
  let quarantined = 0;
  const resolve = async (codes: readonly string[]) => new Map(codes.map((code) => [code, 'sub_1']));
  for await (const chunk of readChunks(bytes(), { kind: 'invoice-out', skip: 0, resolve })) {
    rows += chunk.rows;
    quarantined += chunk.quarantined;
  }
  tell({ rows, quarantined });
} catch (error) {
  if (!(error instanceof PlatformError)) throw error;
  tell({ refused: error.details.reason });
}
