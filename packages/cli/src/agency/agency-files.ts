import { readFileSync } from 'node:fs';
import {
  AgencyDocument,
  AgencyError,
  credentialsKey,
  type SigningKey,
  type VerifyingKey,
  verifyingKey,
} from '@xinqiao/agency';
import { PlatformError } from '@xinqiao/contracts';
import { z } from 'zod';

/** What is wrong with a setting, in words that may be shown. */
export const wrong = (setting: string, problem: string): PlatformError =>
  new PlatformError('CONFIGURATION_INVALID', { details: { setting, problem } });

/** The private key that `xinqiao keys create` wrote. @throws {PlatformError} `CONFIGURATION_INVALID` */
export const readPrivateKey = (setting: string, path: string): SigningKey =>
  readFile(setting, path, credentialsKey);

/** The public key of the other side. @throws {PlatformError} `CONFIGURATION_INVALID` */
export const readPublicKey = (setting: string, path: string): VerifyingKey =>
  readFile(setting, path, (value) => verifyingKey(z.looseObject({ kid: z.string() }).parse(value)));

/** @throws {PlatformError} `CONFIGURATION_INVALID`, naming the places in the file that are wrong and no value */
export const readDocument = (setting: string, path: string): AgencyDocument =>
  readFile(setting, path, (value) => AgencyDocument.parse(value));

function readFile<Value>(setting: string, path: string, read: (value: unknown) => Value): Value {
  try {
    return read(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const problems =
      error instanceof z.ZodError
        ? error.issues.slice(0, 20).map(({ path: at, message }) => ({ path: at.join('.'), problem: message }))
        : [];
    throw new PlatformError('CONFIGURATION_INVALID', {
      details: {
        setting,
        problem:
          error instanceof AgencyError ? error.message : 'it cannot be read, or has not the right form',
      },
      errors: problems,
    });
  }
}
