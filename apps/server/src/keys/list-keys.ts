import { type HistoricalKey, KeyPurpose } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { JWK } from 'jose';
import { isGenuine } from './genuine.ts';
import type { KeyAlgorithm } from './make-key.ts';
import type { Vault } from './vault.ts';

/** Where keys are kept, and what tells ours from any other. */
export interface KeyStore {
  readonly database: Database;
  readonly vault: Pick<Vault, 'digest'>;
}

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

/**
 * Our public keys of some purposes, newest first; ended ones too, for what they signed must stay verifiable. A row that
 * was not made with the installation's secret is no key of ours.
 */
export async function listKeys(
  { database, vault }: KeyStore,
  purposes: readonly KeyPurpose[],
): Promise<PublicKey[]> {
  const rows = await database.transaction({}, (tx) =>
    tx.signingKey.findMany({
      where: { purpose: { in: [...purposes] } },
      orderBy: [{ validFrom: 'desc' }, { kid: 'asc' }],
    }),
  );
  const genuine = rows.filter((row) => isGenuine(vault, row));
  return genuine.map(({ kid, purpose, alg, publicJwk, validFrom, validTo }) => ({
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
  store: KeyStore,
  purposes: readonly KeyPurpose[],
  acceptedAt?: Date,
): Promise<{ keys: JWK[] }> {
  const keys = await listKeys(store, purposes);
  const accepted = keys.filter(
    ({ algorithm, validTo }) =>
      algorithm !== 'SM2' && (acceptedAt === undefined || validTo === null || validTo > acceptedAt),
  );
  return { keys: accepted.map((key) => historicalKey(key) as JWK) };
}

/** Every key we ever signed with, whatever for. */
export const listAllKeys = (store: KeyStore): Promise<PublicKey[]> => listKeys(store, KeyPurpose.options);
