import { createHash } from 'node:crypto';
import { type Database, type Prisma, takeLock } from '@xinqiao/db';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Clock } from '../clock.ts';
import { seal, unseal } from './secret.ts';

/** What a key signs. Each role of the database sees only the keys of its own work. */
export type KeyPurpose = 'TOKEN' | 'CONSENT' | 'PACKAGE' | 'RECEIPT' | 'CHECKPOINT';

const ALGORITHM: Readonly<Record<KeyPurpose, 'ES256' | 'Ed25519'>> = {
  TOKEN: 'ES256',
  CONSENT: 'ES256',
  PACKAGE: 'ES256',
  RECEIPT: 'ES256',
  CHECKPOINT: 'Ed25519',
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
  });
}

/** Public keys of some purposes, also those no longer signing: what they signed must stay verifiable. */
export async function publicKeys(
  database: Database,
  purposes: readonly KeyPurpose[],
): Promise<{ keys: JWK[] }> {
  const rows = await database.transaction({}, (tx) =>
    tx.signingKey.findMany({ where: { purpose: { in: [...purposes] } }, orderBy: { validFrom: 'desc' } }),
  );
  return { keys: rows.map(({ publicJwk }) => publicJwk as JWK) };
}
