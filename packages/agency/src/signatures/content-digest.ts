import { createHash } from 'node:crypto';
import { parseDictionary, serializeDictionary } from 'structured-headers';
import { AgencyError } from '../agency-error.ts';

/** Algorithms of RFC 9530 that are not insecure; what else a field names is passed over. */
const HASHES: Readonly<Record<string, string>> = { 'sha-256': 'sha256', 'sha-512': 'sha512' };

const digest = (hash: string, body: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash(hash).update(body).digest());

/** The `Content-Digest` of a body: `sha-256=:…:` (RFC 9530 §2). */
export const contentDigest = (body: Uint8Array): string =>
  serializeDictionary({ 'sha-256': digest('sha256', body) });

/**
 * Holds a body against its `Content-Digest`: it must name sha-256, and every digest that we know must match.
 *
 * @throws {AgencyError} `DIGEST_MISSING`, `DIGEST_MISMATCH`
 */
export function checkContentDigest(field: string | undefined, body: Uint8Array): void {
  const named = field === undefined ? undefined : readDictionary(field);
  if (named?.has('sha-256') !== true) throw new AgencyError('DIGEST_MISSING');
  for (const [algorithm, [value]] of named) {
    const hash = HASHES[algorithm];
    if (hash === undefined) continue;
    const right = value instanceof ArrayBuffer && digestsEqual(new Uint8Array(value), digest(hash, body));
    if (!right) throw new AgencyError('DIGEST_MISMATCH');
  }
}

const digestsEqual = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && a.every((byte, at) => byte === b[at]);

function readDictionary(field: string) {
  try {
    return parseDictionary(field);
  } catch {
    return undefined;
  }
}
