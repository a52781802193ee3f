import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApplicationId } from '@xinqiao/contracts';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

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
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as ApplicationCredentials;
  mkdirSync(join(directory, 'applications'), { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keyId = `${file}-1`;
  const jwk = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: keyId };
  const credentials = { applicationId, keyId, redirectUri: redirectUri ?? null, privateKey: jwk };
  try {
    writeFileSync(path, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return credentials;
  } catch (error) {
    // Another node of the same sandbox wrote it first.
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
    return JSON.parse(readFileSync(path, 'utf8')) as ApplicationCredentials;
  }
}

/** The public half of a private JWK. */
export const publicHalf = ({ d: _secret, ...rest }: JWK): JWK => rest;
