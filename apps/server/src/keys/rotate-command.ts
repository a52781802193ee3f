import { KeyPurpose, PlatformError } from '@xinqiao/contracts';
import { clockFrom } from '../clock.ts';
import type { Configuration } from '../configuration.ts';
import { openDatabases } from '../database.ts';
import { READ_ANEW_AFTER_MS } from './key-ring.ts';
import { kindOf, SM2_CONSENT } from './make-key.ts';
import { SIGNING_LOGIN } from './open-key-rings.ts';
import { rotateKey } from './rotate-key.ts';
import { keyPortOf } from './subject-keys/open-key-port.ts';
import { rotateKek } from './subject-keys/rotate-kek.ts';

/** What the key-encryption key is called where keys are named by purpose. */
const KEK = 'KEK';
/** A key that must go still signs this long: every node has read the next by then, also with a clock a minute off. */
const LEAST_OVERLAP_MS = 2 * READ_ANEW_AFTER_MS;
/** Log and deliveries are signed by both keys for this long, so that nobody is left with a key that signs nothing. */
const BOTH_SIGN_MS = 14 * 86_400_000;

/**
 * Makes the next key of some purposes at once, for an operator who cannot wait for the worker: a key may have leaked,
 * or an auditor asks. The key before it ends two minutes later; what it signed stays verifiable.
 *
 * Keys of the log and of deliveries sign beside the next for two weeks, unless `retire` says the old must go.
 *
 * @param purposes Names of {@link KeyPurpose}, or `all`. `KEK` alone makes the next key-encryption key of personal data
 *   and wraps every key anew; with `retire` the ones before are destroyed.
 * @returns What was made, one line each.
 * @throws {PlatformError} `CONFIGURATION_INVALID` for anything that is no purpose
 */
export async function rotateKeys(
  configuration: Configuration,
  purposes: readonly string[],
  retire: boolean,
): Promise<string[]> {
  if (purposes.includes(KEK)) return rotateKekOnly(configuration, purposes, retire);
  const named = purposes.includes('all') ? KeyPurpose.options : purposes;
  const wanted = KeyPurpose.array().min(1).safeParse(named);
  if (!wanted.success)
    throw new PlatformError('CONFIGURATION_INVALID', {
      errors: [
        {
          path: 'purpose',
          problem: `Name one of ${KeyPurpose.options.join(', ')}, or all; or ${KEK} alone.`,
        },
      ],
    });
  const databases = await openDatabases(configuration);
  try {
    const lines: string[] = [];
    for (const purpose of wanted.data) {
      const both = (purpose === 'CHECKPOINT' || purpose === 'WEBHOOK') && !retire;
      const kinds = purpose === 'CONSENT' && configuration.XINQIAO_SM2 === 'on' ? [SM2_CONSENT] : [];
      for (const kind of [kindOf(purpose), ...kinds]) {
        const made = await rotateKey(databases[SIGNING_LOGIN[purpose]], databases.secret, clockFrom(), kind, {
          overlapMs: both ? BOTH_SIGN_MS : LEAST_OVERLAP_MS,
        });
        if (made !== undefined) lines.push(`${purpose} ${kind.algorithm}: ${made.keyId}`);
      }
    }
    return lines;
  } finally {
    await databases.close();
  }
}

async function rotateKekOnly(
  configuration: Configuration,
  purposes: readonly string[],
  retire: boolean,
): Promise<string[]> {
  if (purposes.length > 1)
    throw new PlatformError('CONFIGURATION_INVALID', {
      errors: [{ path: 'purpose', problem: `Name ${KEK} alone.` }],
    });
  const databases = await openDatabases(configuration);
  try {
    const { port } = await keyPortOf(configuration);
    const { kekId, rewrapped, destroyed } = await rotateKek(databases.worker, port, clockFrom(), retire);
    return [`${KEK}: ${kekId}, ${rewrapped} keys wrapped anew`, ...destroyed.map((id) => `${id}: destroyed`)];
  } finally {
    await databases.close();
  }
}
