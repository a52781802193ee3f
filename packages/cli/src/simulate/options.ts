import { closeSync, openSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { PlatformError } from '@xinqiao/contracts';

/** As the command line gives them. */
export interface SimulateOptions {
  readonly applications: string;
  readonly seed: string;
  readonly seeds: string;
  /** Threads; default as many as the machine runs at once. */
  readonly workers?: string;
  /** Where to write a line for each application. */
  readonly rows?: string;
  /** Where to write the report. */
  readonly report?: string;
  readonly language: Language;
  readonly json: boolean;
}

export type Language = 'zh' | 'en';

/** More would take hours; sums stay exact far beyond. */
const MOST_APPLICATIONS = 10_000_000;

export interface Plan {
  readonly applications: number;
  readonly seeds: readonly string[];
  readonly workers: number;
}

/** @throws {PlatformError} `CONFIGURATION_INVALID` naming the option that is wrong and what it can be */
export function planOf({ applications, seed, seeds, workers }: SimulateOptions): Plan {
  const first = whole('--seed', seed, 0, 999_999_999);
  return {
    applications: whole('--applications', applications, 1, MOST_APPLICATIONS),
    seeds: Array.from({ length: whole('--seeds', seeds, 1, 20) }, (_, at) => String(first + at)),
    workers:
      workers === undefined ? Math.min(availableParallelism(), 64) : whole('--workers', workers, 1, 64),
  };
}

function whole(setting: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^[0-9]{1,15}$/.test(text) || number < least || number > most)
    throw wrong(setting, `it is no whole number from ${least} to ${most}`);
  return number;
}

/** Fails before the work begins where its result could not be kept. @throws {PlatformError} `CONFIGURATION_INVALID` */
export function assertWritable(setting: string, path: string | undefined): void {
  if (path !== undefined) writing(setting, () => closeSync(openSync(path, 'a')));
}

/** @throws {PlatformError} `CONFIGURATION_INVALID` saying why, for instance that the disk is full */
export function writing(setting: string, write: () => void): void {
  try {
    write();
  } catch (cause) {
    throw wrong(setting, `the file cannot be written: ${reasonOf(cause)}`, cause);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
};

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return REASONS[code] ?? code;
}

const wrong = (setting: string, problem: string, cause?: unknown): PlatformError =>
  new PlatformError('CONFIGURATION_INVALID', { details: { setting, problem }, cause });
