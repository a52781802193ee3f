import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApplicationId } from '@xinqiao/contracts';
import { KEY_LONGEST_DAYS } from '@xinqiao/contracts';
import type { Prisma, Tx } from '@xinqiao/db';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Clock } from '../clock.ts';
import type { StoredKey } from '../participants/proposals/proposal-view.ts';

/** What a program needs to call the sandbox as one of its applications. */
export interface ApplicationCredentials {
  readonly applicationId: ApplicationId;
  readonly keyId: string;
  readonly redirectUri: string | null;
  readonly privateKey: JWK;
}

/** Credentials of a sandbox application: read from its file, or made and written there for the owner’s eyes only. */
export async function applicationCredentials(
  directory: string,
  file: string,
  applicationId: ApplicationId,
  redirectUri: string | undefined,
): Promise<ApplicationCredentials> {
  const path = join(directory, 'applications', `${file}.json`);
  const read = () => JSON.parse(readFileSync(path, 'utf8')) as ApplicationCredentials;
  if (existsSync(path)) return read();
  mkdirSync(join(directory, 'applications'), { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const bare = await exportJWK(privateKey);
  const thumbprint = await calculateJwkThumbprint(bare);
  // Named after itself: another node with a folder of its own makes another key, and both are accepted.
  const keyId = `${file}-${thumbprint.slice(0, 8)}`;
  const jwk = { ...bare, alg: 'ES256', use: 'sig', kid: keyId };
  const credentials = { applicationId, keyId, redirectUri: redirectUri ?? null, privateKey: jwk };
  const draft = `${path}.${thumbprint}`;
  writeFileSync(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  try {
    // Whole or not at all: another node of the same folder may be reading, or have been first.
    linkSync(draft, path);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return read();
}

/** The public half of a private key, as it is registered. */
export async function publicKeyOf({ keyId, privateKey }: ApplicationCredentials): Promise<StoredKey> {
  const { d: _secret, ...jwk } = privateKey;
  return { kid: keyId, jwk, thumbprint: await calculateJwkThumbprint(jwk) };
}

/**
 * Registers a key of the sandbox unless it was registered before, also when it has ended since. With both slots taken
 * the older key ends.
 */
export async function registerSandboxKey(
  clock: Clock,
  tx: Tx,
  { participantId, applicationId, key }: { participantId: string; applicationId: string; key: StoredKey },
): Promise<void> {
  const { kid, jwk, thumbprint } = key;
  if ((await tx.applicationKey.findFirst({ where: { participantId, thumbprint } })) !== null) return;
  const now = clock.now();
  const held = await tx.applicationKey.findMany({
    where: { applicationId, use: 'sig', endedAt: null },
    orderBy: { validFrom: 'asc' },
  });
  const [oldest] = held;
  if (held.length > 1 && oldest !== undefined)
    await tx.applicationKey.update({
      where: { applicationId_kid: { applicationId, kid: oldest.kid } },
      data: { endedAt: now, endedReason: 'ROTATED' },
    });
  const taken = held.slice(held.length > 1 ? 1 : 0).map(({ slot }) => slot);
  await tx.applicationKey.create({
    data: {
      ...{ applicationId, participantId, kid, thumbprint, jwk: jwk as Prisma.InputJsonObject },
      ...{ slot: taken.includes(1) ? 2 : 1, source: 'UPLOAD', validFrom: now },
      validTo: new Date(now.getTime() + KEY_LONGEST_DAYS * 86_400_000),
    },
  });
}
