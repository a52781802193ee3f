import { type HistoricalKey, KeyPurpose } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { JWK } from 'jose';
import type { KeyAlgorithm } from './make-key.ts';

/** A key of ours as anybody may know it. */
export interface PublicKey {
  readonly keyId: string;
  readonly purpose: KeyPurpose;
  readonly algorithm: KeyAlgorithm;
  readonly publicJwk: JWK;
  readonly validFrom: Date;
  /** From here on it signs nothing; null while no end is set. */
  readonly validTo: Date | null;
}

/** Our public keys of some purposes, newest first; ended ones too, for what they signed must stay verifiable. */
export async function listKeys(database: Database, purposes: readonly KeyPurpose[]): Promise<PublicKey[]> {
  const rows = await database.transaction({}, (tx) =>
    tx.signingKey.findMany({
      where: { purpose: { in: [...purposes] } },
      orderBy: [{ validFrom: 'desc' }, { kid: 'asc' }],
    }),
  );
  return rows.map(({ kid, purpose, alg, publicJwk, validFrom, validTo }) => ({
    keyId: kid,
    purpose: purpose as KeyPurpose,
    algorithm: alg as KeyAlgorithm,
    publicJwk: publicJwk as JWK,
    validFrom,
    validTo,
  }));
}

/**
 * A public key with when it signs, in whole seconds as in JWTs (RFC 7519 §2): a second in which it signed at all
 * counts as one of its own.
 */
export const historicalKey = ({ publicJwk, purpose, validFrom, validTo }: PublicKey): HistoricalKey =>
  ({
    ...publicJwk,
    purpose,
    nbf: Math.floor(validFrom.getTime() / 1000),
    ...(validTo === null ? {} : { exp: Math.ceil(validTo.getTime() / 1000) }),
  }) as HistoricalKey;

/**
 * The same as a key set (RFC 7517 §5), each key with `purpose`, `nbf` and `exp`. Without SM2: readers of key sets
 * know ES256 and Ed25519.
 *
 * @param acceptedAt Only keys that had not ended by then. Default all.
 */
export async function publicKeys(
  database: Database,
  purposes: readonly KeyPurpose[],
  acceptedAt?: Date,
): Promise<{ keys: JWK[] }> {
  const keys = await listKeys(database, purposes);
  const accepted = keys.filter(
    ({ algorithm, validTo }) =>
      algorithm !== 'SM2' && (acceptedAt === undefined || validTo === null || validTo > acceptedAt),
  );
  return { keys: accepted.map((key) => historicalKey(key) as JWK) };
}

/** Every key we ever signed with, whatever for. */
export const listAllKeys = (database: Database): Promise<PublicKey[]> =>
  listKeys(database, KeyPurpose.options);
