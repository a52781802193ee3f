import { createHash } from 'node:crypto';
import type { KeyPurpose } from '@xinqiao/contracts';
import type { Prisma, Tx } from '@xinqiao/db';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { keyMac } from './genuine.ts';
import { seal } from './secret.ts';
import { makeSm2Key } from './sm2.ts';
import { openVault } from './vault.ts';

export type KeyAlgorithm = 'ES256' | 'Ed25519' | 'SM2';

/** What a key is for and how it signs: of each such pair one key after the other is in use. */
export interface KeyKind {
  readonly purpose: KeyPurpose;
  readonly algorithm: KeyAlgorithm;
}

const ALGORITHM: Readonly<Record<KeyPurpose, KeyAlgorithm>> = {
  TOKEN: 'ES256',
  CONSENT: 'ES256',
  PACKAGE: 'ES256',
  RECEIPT: 'ES256',
  CHECKPOINT: 'Ed25519',
  WEBHOOK: 'Ed25519',
  REGISTER: 'ES256',
  CONSENT_RECEIPT: 'ES256',
};

export const kindOf = (purpose: KeyPurpose): KeyKind => ({ purpose, algorithm: ALGORITHM[purpose] });

/** The second key of consents, where that profile is on. */
export const SM2_CONSENT: KeyKind = { purpose: 'CONSENT', algorithm: 'SM2' };

/** Name of the advisory lock under which keys of a kind are made and ended. */
export const keyLock = ({ purpose, algorithm }: KeyKind): string => `signing key ${purpose} ${algorithm}`;

/** A key pair of ours, opened. */
export interface LoadedKey {
  readonly keyId: string;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
  readonly validFrom: Date;
  /** From here on it signs nothing; null while no end is set. */
  readonly validTo: Date | null;
}

/** Makes a key and stores it, its private half sealed. Call it under {@link keyLock}. */
export async function makeKey(
  tx: Tx,
  secret: string,
  { purpose, algorithm }: KeyKind,
  validFrom: Date,
): Promise<LoadedKey> {
  const pair = algorithm === 'SM2' ? makeSm2Key() : await makePair(algorithm);
  const thumb = createHash('sha256').update(JSON.stringify(pair.publicJwk)).digest('hex').slice(0, 16);
  const keyId = `${purpose.toLowerCase()}${algorithm === 'SM2' ? '-sm2' : ''}-${thumb}`;
  const facts = { kid: keyId, alg: algorithm, use: 'sig' };
  const publicJwk: JWK = { ...pair.publicJwk, ...facts };
  const privateJwk: JWK = { ...pair.privateJwk, ...facts };
  const row = {
    ...{ kid: keyId, purpose, alg: algorithm, validFrom },
    publicJwk: publicJwk as Prisma.JsonObject & Prisma.InputJsonObject,
  };
  await tx.signingKey.create({ data: { ...row, mac: keyMac(openVault(secret), row) } });
  const sealed = seal(secret, keyId, JSON.stringify(privateJwk));
  await tx.signingKeySecret.create({ data: { kid: keyId, privateJwk: { sealed } } });
  return { keyId, privateJwk, publicJwk, validFrom, validTo: null };
}

async function makePair(algorithm: 'ES256' | 'Ed25519'): Promise<{ publicJwk: JWK; privateJwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return { publicJwk: await exportJWK(publicKey), privateJwk: await exportJWK(privateKey) };
}
