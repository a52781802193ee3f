import { type ApplicationId, OPERATIONS, type OperationName, type StaffRole } from '@xinqiao/contracts';
import { PERSONAS } from '@xinqiao/sandbox';
import { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { clockFrom } from '../../../src/clock.ts';
import { idFactory } from '../../../src/ids.ts';
import { signInTo } from '../../support/owner-visit.ts';
import type { Credentials, Platform } from '../../support/platform.ts';
import { RawBrowser } from '../../support/raw-browser.ts';
import { rows } from '../../support/rows.ts';

export type Caller = Pick<XinqiaoOperator, 'call'>;

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

/** The developer of the sandbox's bank, signed in to the portal. */
export const developerOf = (platform: Pick<Platform, 'url'>): Promise<Caller> =>
  sessionOf(platform, 'persona-qin-siyuan');

/** Somebody of the sandbox’s bank, signed in to the portal: one call, one request, no retries. */
export async function sessionOf(platform: Pick<Platform, 'url'>, persona: string): Promise<Caller> {
  const browser = new RawBrowser(platform.url);
  await signInTo(browser, 'portal', persona);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const call = async (
    name: OperationName,
    input: object,
    { idempotencyKey = crypto.randomUUID() }: { idempotencyKey?: string } = {},
  ): Promise<unknown> => {
    const { write } = OPERATIONS[name];
    const body = JSON.stringify(input);
    const response = await fetch(
      `${platform.url}/trpc/${name}${write ? '' : `?input=${encodeURIComponent(body)}`}`,
      {
        method: write ? 'POST' : 'GET',
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
        ...(write ? { body } : {}),
      },
    );
    const { result, error, ...problem } = (await response.json()) as {
      result?: { data: unknown };
      error?: { data: { code: string } };
      code?: string;
    };
    // What is refused before tRPC is reached comes as a problem document.
    const refused = error?.data ?? (result === undefined ? problem : undefined);
    if (refused !== undefined) throw Object.assign(new Error(refused.code), refused);
    return result?.data;
  };
  return { call } as Caller;
}

/** A new application of a participant, without keys: put there past admission, which is not what is under test. */
export async function trialApplication(
  platform: Pick<Platform, 'adminUrl'>,
  participantId: string,
  scopes: readonly string[] = ['catalogue:read'],
): Promise<ApplicationId> {
  const id = idFactory(clockFrom(() => new Date()))('app') as ApplicationId;
  await rows(
    platform,
    `INSERT INTO application (id, participant_id, name_zh, name_en, environment, scopes, status, status_since, created_at)
     VALUES ($1, $2, '试验', 'Trial', 'SANDBOX', $3, 'ACTIVE', now(), now())`,
    [id, participantId, scopes],
  );
  return id;
}
