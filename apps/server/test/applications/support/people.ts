import type { StaffRole } from '@xinqiao/contracts';
import { PERSONAS } from '@xinqiao/sandbox';
import { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Credentials, Platform } from '../../support/platform.ts';

type Caller = Pick<XinqiaoOperator, 'call'>;

/** A member of the operator's staff who has that role, at her tool. */
export function staffCredentials(platform: Pick<Platform, 'credentials'>, role: StaffRole): Credentials {
  const person = PERSONAS.find(({ duties }) => duties?.includes(role));
  return platform.credentials(`staff-${person?.id}`);
}

/** A program that calls operations by name. */
export const callerOf = (
  platform: Pick<Platform, 'url'>,
  { applicationId, privateKey, keyId }: Pick<Credentials, 'applicationId' | 'privateKey' | 'keyId'>,
): Caller => new XinqiaoOperator({ baseUrl: platform.url, applicationId, key: { privateKey, keyId } });

export interface KeyPair {
  readonly privateKey: JWK;
  readonly publicKey: JWK & { readonly kid: string };
  readonly thumbprint: string;
}

/** A new key pair of a program. */
export async function keyPair(kid: string, alg: 'ES256' | 'PS256' = 'ES256'): Promise<KeyPair> {
  const pair = await generateKeyPair(alg, { extractable: true });
  const publicKey = { ...(await exportJWK(pair.publicKey)), kid, alg, use: 'sig' };
  const privateKey = { ...(await exportJWK(pair.privateKey)), kid, alg, use: 'sig' };
  return { privateKey, publicKey, thumbprint: await calculateJwkThumbprint(publicKey) };
}

/** The code of what a call throws; undefined when it succeeds. */
export const codeOf = (call: Promise<unknown>): Promise<string | undefined> =>
  call.then(
    () => undefined,
    (error: { code?: string }) => error.code ?? String(error),
  );
