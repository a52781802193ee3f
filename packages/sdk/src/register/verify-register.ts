import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64Url } from '@xinqiao/audit-log';
import { ParticipantRegister, PlatformError } from '@xinqiao/contracts';
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet } from 'jose';
import { assertCompactJws } from '../keys/compact-jws.ts';

const TYPE = 'xinqiao-register+jwt';
/** How far the publisher's clock may be ahead of ours, in milliseconds. */
const CLOCK_SKEW_MS = 60_000;

/** What is wrong with a register, in `details.reason` of `REGISTER_INVALID`. */
export type RegisterFault =
  | 'SIGNATURE_INVALID'
  | 'CONTENT_INVALID'
  | 'NOT_YET_VALID'
  | 'STALE'
  | 'OTHER_OPERATOR'
  | 'LINK_MISSING'
  | 'HISTORY_TAMPERED';

export interface RegisterEvidence {
  /** The latest version, a compact JWS as published. */
  readonly latest: string;
  /** Versions before it in ascending order, the first of them wherever your own history begins. Default none. */
  readonly history?: readonly string[];
  /** Public keys of the platform (RFC 7517), from `jwksUri` of its metadata or kept from before. */
  readonly keys: JSONWebKeySet;
  /** The present time. */
  readonly now: Date;
}

/**
 * Verifies the register of participants: signature, freshness, and that each version follows the one before.
 *
 * With the history from version 1 on, what is returned is what everybody else was shown, or somebody can prove
 * otherwise with two versions of one number.
 *
 * @returns The latest version. Rely on it until its `validUntil`, no longer.
 * @throws {PlatformError} `REGISTER_INVALID`; `details.reason` is a {@link RegisterFault}, `details.version` the
 * version at fault where it is known
 */
export async function verifyRegister(evidence: RegisterEvidence): Promise<ParticipantRegister> {
  const { latest, history = [], keys, now } = evidence;
  const texts = [...history, latest];
  const versions = await Promise.all(texts.map((jws) => openRegister(jws, keys)));
  for (const [at, register] of versions.entries()) {
    const before = versions[at - 1];
    const textBefore = texts[at - 1];
    if (before === undefined || textBefore === undefined) continue;
    const { version, operatorId, previousHash, issuedAt } = register;
    if (operatorId !== before.operatorId) throw fault('OTHER_OPERATOR', version);
    if (version !== before.version + 1) throw fault('LINK_MISSING', before.version + 1);
    if (previousHash !== registerHash(textBefore) || issuedAt < before.issuedAt)
      throw fault('HISTORY_TAMPERED', before.version);
  }
  const register = versions.at(-1) as ParticipantRegister;
  if (Date.parse(register.issuedAt) > now.getTime() + CLOCK_SKEW_MS)
    throw fault('NOT_YET_VALID', register.version);
  if (Date.parse(register.validUntil) <= now.getTime()) throw fault('STALE', register.version);
  return register;
}

/** SHA-256 of a version as published, base64url: what the next one names as `previousHash`. */
export const registerHash = (jws: string): string => toBase64Url(sha256(new TextEncoder().encode(jws)));

/** Opens one version: signature and shape, neither freshness nor place. @throws {PlatformError} `REGISTER_INVALID` */
async function openRegister(jws: string, keys: JSONWebKeySet): Promise<ParticipantRegister> {
  const parsed = ParticipantRegister.safeParse(await signedContent(jws, keys));
  if (!parsed.success) throw fault('CONTENT_INVALID');
  const { version, previousHash } = parsed.data;
  if ((version === 1) !== (previousHash === null)) throw fault('CONTENT_INVALID', version);
  return parsed.data;
}

async function signedContent(jws: string, keys: JSONWebKeySet): Promise<unknown> {
  try {
    assertCompactJws(jws);
    const { typ, kid } = decodeProtectedHeader(jws);
    if (typ !== TYPE || typeof kid !== 'string') throw new TypeError('unexpected JWS header');
    const { payload } = await compactVerify(jws, createLocalJWKSet(keys), { algorithms: ['ES256'] });
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (cause) {
    throw fault('SIGNATURE_INVALID', undefined, cause);
  }
}

function fault(reason: RegisterFault, version?: number, cause?: unknown): PlatformError {
  const details = version === undefined ? { reason } : { reason, version };
  return new PlatformError('REGISTER_INVALID', cause === undefined ? { details } : { details, cause });
}
