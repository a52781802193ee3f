import { createHash } from 'node:crypto';
import { type Database, type Prisma, type Tx, takeLock } from '@xinqiao/db';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Clock } from '../clock.ts';
import { seal, unseal } from './secret.ts';

/** What a key signs. Each role of the database sees only the keys of its own work. */
export type KeyPurpose = 'TOKEN' | 'CONSENT' | 'PACKAGE' | 'RECEIPT' | 'CHECKPOINT' | 'WEBHOOK' | 'REGISTER';

const ALGORITHM: Readonly<Record<KeyPurpose, 'ES256' | 'Ed25519'>> = {
  TOKEN: 'ES256',
  CONSENT: 'ES256',
  PACKAGE: 'ES256',
  RECEIPT: 'ES256',
  CHECKPOINT: 'Ed25519',
  WEBHOOK: 'Ed25519',
  REGISTER: 'ES256',
};

export interface LoadedKey {
  readonly keyId: string;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
}

/**
 * The current signing key of a purpose; made and stored, sealed, when there is none.
 * An advisory lock lets exactly one of several starting nodes make it.
 */
export async function loadKey(
  database: Database,
  secret: string,
  clock: Clock,
  purpose: KeyPurpose,
): Promise<LoadedKey> {
  return database.transaction({}, async (tx) => {
    await takeLock(tx, `signing key ${purpose}`);
    const now = clock.now();
    const known = await tx.signingKey.findFirst({
      where: { purpose, OR: [{ validTo: null }, { validTo: { gt: now } }] },
      orderBy: { validFrom: 'desc' },
      include: { secret: true },
    });
    if (known?.secret) {
      const { sealed } = known.secret.privateJwk as { sealed: string };
      const privateJwk = JSON.parse(unseal(secret, known.kid, sealed)) as JWK;
      return { keyId: known.kid, privateJwk, publicJwk: known.publicJwk as JWK };
    }
    return makeKey(tx, secret, now, purpose);
  });
}

/** Every key of a purpose that is in force, the newest first; one is made when there is none. */
export async function loadKeysInForce(
  database: Database,
  secret: string,
  clock: Clock,
  purpose: KeyPurpose,
): Promise<LoadedKey[]> {
  await loadKey(database, secret, clock, purpose);
  const now = clock.now();
  const rows = await database.transaction({}, (tx) =>
    tx.signingKey.findMany({
      where: { purpose, OR: [{ validTo: null }, { validTo: { gt: now } }] },
      orderBy: { validFrom: 'desc' },
      include: { secret: true },
    }),
  );
  return rows.flatMap(({ kid, publicJwk, secret: kept }) => {
    if (kept === null) return [];
    const { sealed } = kept.privateJwk as { sealed: string };
    const privateJwk = JSON.parse(unseal(secret, kid, sealed)) as JWK;
    return [{ keyId: kid, privateJwk, publicJwk: publicJwk as JWK }];
  });
}

/**
 * Makes the next key of a purpose. Those before it stay in force for a while, for whoever does not know it yet.
 *
 * @param overlapMs How long the keys before it stay in force, in milliseconds.
 * @param dueAfterMs Age of the newest key below which nothing is done, in milliseconds. Default 0.
 * @returns The new key; undefined when none was due.
 */
export async function rotateKey(
  database: Database,
  secret: string,
  clock: Clock,
  purpose: KeyPurpose,
  overlapMs: number,
  dueAfterMs = 0,
): Promise<LoadedKey | undefined> {
  return database.transaction({}, async (tx) => {
    await takeLock(tx, `signing key ${purpose}`);
    const now = clock.now();
    // Under the lock: of several nodes that find it due, one makes the next.
    const newest = await tx.signingKey.findFirst({ where: { purpose }, orderBy: { validFrom: 'desc' } });
    if (newest !== null && now.getTime() - newest.validFrom.getTime() < dueAfterMs) return undefined;
    const validTo = new Date(now.getTime() + overlapMs);
    await tx.signingKey.updateMany({
      where: { purpose, OR: [{ validTo: null }, { validTo: { gt: validTo } }] },
      data: { validTo },
    });
    return makeKey(tx, secret, now, purpose);
  });
}

async function makeKey(tx: Tx, secret: string, now: Date, purpose: KeyPurpose): Promise<LoadedKey> {
  const alg = ALGORITHM[purpose];
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const bare = await exportJWK(publicKey);
  const keyId = `${purpose.toLowerCase()}-${createHash('sha256').update(JSON.stringify(bare)).digest('hex').slice(0, 16)}`;
  const facts = { kid: keyId, alg, use: 'sig' };
  const publicJwk: JWK = { ...bare, ...facts };
  const privateJwk: JWK = { ...(await exportJWK(privateKey)), ...facts };
  await tx.signingKey.create({
    data: { kid: keyId, purpose, alg, publicJwk: publicJwk as Prisma.InputJsonObject, validFrom: now },
  });
  const sealed = seal(secret, keyId, JSON.stringify(privateJwk));
  await tx.signingKeySecret.create({ data: { kid: keyId, privateJwk: { sealed } } });
  return { keyId, privateJwk, publicJwk };
}

/** A key of ours as anybody may know it. */
export interface PublicKey {
  readonly keyId: string;
  readonly purpose: KeyPurpose;
  readonly algorithm: string;
  readonly publicJwk: JWK;
  readonly validFrom: Date;
  /** From here on it signs nothing; null while no end is set. */
  readonly validTo: Date | null;
}

/** Our public keys of some purposes, newest first; ended ones too, for what they signed must stay verifiable. */
export async function listKeys(database: Database, purposes: readonly KeyPurpose[]): Promise<PublicKey[]> {
  const rows = await database.transaction({}, (tx) =>
    tx.signingKey.findMany({ where: { purpose: { in: [...purposes] } }, orderBy: { validFrom: 'desc' } }),
  );
  return rows.map(({ kid, purpose, alg, publicJwk, validFrom, validTo }) => ({
    keyId: kid,
    purpose: purpose as KeyPurpose,
    algorithm: alg,
    publicJwk: publicJwk as JWK,
    validFrom,
    validTo,
  }));
}

/**
 * The same as a key set (RFC 7517 §5).
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
    ({ validTo }) => acceptedAt === undefined || validTo === null || validTo > acceptedAt,
  );
  return { keys: accepted.map(({ publicJwk }) => publicJwk) };
}
