import { readFileSync } from 'node:fs';
import { type Allocation, AllocationInvalid, allocate } from '@xinqiao/allocation';
import { PlatformError } from '@xinqiao/contracts';
import { parse } from 'csv-parse/sync';
import { offersCsv } from './offers-csv.ts';
import { summaryOf } from './summary.ts';

export interface AllocateOptions {
  /** Problem as JSON. */
  readonly file: string;
  /** Firms as CSV, in place of `firms` in the problem. */
  readonly firms?: string;
  /** Longest the solver may take. */
  readonly seconds: string;
  readonly json: boolean;
}

/**
 * Allocates a budget and prints the offers: as CSV (RFC 4180), or with `json` everything in one line. The summary goes to
 * standard error. Where the answer was not proven in the time given, the exit code is 2.
 *
 * @throws {PlatformError} `VALIDATION_FAILED` naming every wrong place; `CONFIGURATION_INVALID` for a file or an option
 *   that cannot be read
 */
export async function allocateCredit(options: AllocateOptions): Promise<void> {
  const seconds = Number(options.seconds);
  if (!(seconds > 0 && seconds <= 86_400))
    throw unreadable('--seconds', 'it is not a number above 0 and up to 86400');
  const document = problemOf(options);
  const allocation = await allocated(document, seconds);
  process.stderr.write(summaryOf(allocation));
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ ok: allocation.proven, ...allocation })}\n`
      : offersCsv(allocation.offers),
  );
  if (!allocation.proven) process.exitCode = 2;
}

function problemOf({ file, firms }: AllocateOptions): unknown {
  const document = readWith('<problem>', file, (text) => JSON.parse(text) as unknown);
  if (firms === undefined) return document;
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw unreadable('<problem>', 'it is not a JSON object');
  return {
    ...document,
    firms: readWith(
      '--firms',
      firms,
      (text) => parse(text, { bom: true, columns: true, trim: true }) as unknown,
    ),
  };
}

function readWith<Value>(setting: string, path: string, read: (text: string) => Value): Value {
  try {
    return read(readFileSync(path, 'utf8'));
  } catch {
    throw unreadable(setting, 'the file cannot be read, or has not the right form');
  }
}

const unreadable = (setting: string, problem: string) =>
  new PlatformError('CONFIGURATION_INVALID', { details: { setting, problem } });

async function allocated(document: unknown, seconds: number): Promise<Allocation> {
  try {
    return await allocate(document, { seconds });
  } catch (error) {
    if (!(error instanceof AllocationInvalid)) throw error;
    const errors = error.problems.map(({ path, text }) => ({ path, problem: text.en }));
    throw new PlatformError('VALIDATION_FAILED', { errors });
  }
}
