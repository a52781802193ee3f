import { type FieldProblem, PlatformError } from '@xinqiao/contracts';
import { calculateJwkThumbprint } from 'jose';
import { checkKey, type KeyUse, type PublicJwk } from './check-key.ts';
import { isJsonObject } from './jwk-members.ts';
import { readKeyList } from './read-key-list.ts';

/** Keys looked at one by one in a set that has too many; the rest changes nothing about the answer. */
const MOST_KEYS_CHECKED = 10;

/** A public key a participant’s program signs with, or data are encrypted to. */
export interface CheckedKey {
  readonly kid: string;
  readonly use: KeyUse;
  readonly alg: PublicJwk['alg'];
  readonly jwk: PublicJwk;
  /** SHA-256 of the key’s required members, base64url (RFC 7638). */
  readonly thumbprint: string;
}

export interface CheckedKeySet {
  /** One key, or two during a rotation, in the order they were sent. */
  readonly keys: readonly CheckedKey[];
}

/**
 * Checks the public keys of a participant: EC on P-256 with ES256, or RSA of 2048 to 4096 bits with PS256; for
 * encryption the same kinds with ECDH-ES+A256KW or RSA-OAEP-256.
 *
 * @param document A JWK set (RFC 7517 §5): its bytes, or what a JSON parser made of them
 * @param uses What a key of it may be for; default signatures alone
 * @returns Keys with only their public members, `alg` and `use` written out; no two share a name or a thumbprint
 * @throws {PlatformError} `KEY_SET_INVALID`, naming every problem at once by path, e.g. `keys.0.e`
 */
export async function checkKeySet(
  document: unknown,
  uses: readonly KeyUse[] = ['sig'],
): Promise<CheckedKeySet> {
  const { keys: values, problems: problemsOfSet } = readKeyList(document);
  const problems: FieldProblem[] = [...problemsOfSet];
  const keys: CheckedKey[] = [];
  const kids = new Map<string, string>();
  const thumbprints = new Map<string, string>();

  for (const [at, value] of values.slice(0, MOST_KEYS_CHECKED).entries()) {
    const path = `keys.${at}`;
    const jwk = checkKey(value, uses, (member, problem) =>
      problems.push({ path: member === '' ? path : `${path}.${member}`, problem }),
    );
    const kid = isJsonObject(value) ? value.kid : undefined;
    if (typeof kid === 'string' && taken(kids, kid, path))
      problems.push({
        path: `${path}.kid`,
        problem: `${kids.get(kid)} has the same name. Give each key its own.`,
      });
    if (jwk === undefined) continue;
    const thumbprint = await calculateJwkThumbprint(jwk, 'sha256');
    if (taken(thumbprints, thumbprint, path))
      problems.push({
        path,
        problem: `This is the same key as ${thumbprints.get(thumbprint)}. Send it once.`,
      });
    keys.push({ kid: jwk.kid, use: jwk.use, alg: jwk.alg, jwk, thumbprint });
  }
  if (problems.length > 0) throw new PlatformError('KEY_SET_INVALID', { errors: problems });
  return { keys };
}

/** True when another path had the value before; else it is this path’s. */
function taken(values: Map<string, string>, value: string, path: string): boolean {
  if (values.has(value)) return true;
  values.set(value, path);
  return false;
}
