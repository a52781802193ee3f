import { accessSync, constants, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PlatformError } from '@xinqiao/contracts';
import { type Policy, PolicyInvalid, parsePolicy } from '@xinqiao/scoring';
import { WorkbenchError } from '@xinqiao/workbench';

/** Bytes of a file; `.gz` unpacked. @throws {PlatformError} `CONFIGURATION_INVALID`, naming the option */
export function readBytes(path: string, setting: string): Uint8Array {
  try {
    const bytes = readFileSync(path);
    return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  } catch (cause) {
    throw wrong(setting, 'cannot be read', cause);
  }
}

/** @throws {PlatformError} `CONFIGURATION_INVALID` with every problem of the document */
export function readPolicy(path: string, setting: string): Policy {
  const text = new TextDecoder().decode(readBytes(path, setting));
  try {
    return parsePolicy(JSON.parse(text));
  } catch (cause) {
    throw wrong(setting, cause instanceof PolicyInvalid ? cause.message : 'is no JSON', cause);
  }
}

/**
 * Whether a file can be written there: asked before the work, not after it.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`
 */
export function mayWrite(path: string | undefined, setting: string): void {
  if (path === undefined) return;
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch (cause) {
    throw wrong(setting, 'cannot be written', cause);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw wrong(setting, 'is a folder');
}

/** @throws {PlatformError} `CONFIGURATION_INVALID` */
export function writeText(path: string, text: string, setting: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw wrong(setting, 'cannot be written', cause);
  }
  process.stderr.write(`${path}\n`);
}

const wrong = (setting: string, problem: string, cause?: unknown): PlatformError =>
  new PlatformError('CONFIGURATION_INVALID', { details: { setting, problem }, cause });

/** What the workbench refuses, in the platform’s words. */
export async function asPlatformErrors<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WorkbenchError || error instanceof PolicyInvalid)) throw error;
    throw wrong(error.code, error.message, error);
  }
}

/** One field of a list: between quotes, doubled inside, or up to the next comma. */
const FIELD = /\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(?:,|$)/gy;

/** `A,"B, C"` as a record of CSV; none for nothing. */
export const listOf = (names: string | undefined): string[] =>
  Array.from((names ?? '').matchAll(FIELD), ([, quoted, plain]) =>
    quoted === undefined ? plain!.trim() : quoted.replaceAll('""', '"'),
  ).filter((name) => name !== '');

/** Columns that an option names; one whose name has commas needs no quotes where it is the only one. */
export const columnsOf = (text: string | undefined, names: readonly string[]): string[] =>
  text !== undefined && names.includes(text.trim()) ? [text.trim()] : listOf(text);

/** @throws {PlatformError} `CONFIGURATION_INVALID` for what is no number */
export function numberOf(text: string, setting: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw wrong(setting, 'is no number');
  return number;
}

/** Prints one JSON object as a line. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};
