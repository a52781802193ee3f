import { createHash, randomBytes } from 'node:crypto';
import { type ConsentRequest, DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import { consentRequest } from './platform.ts';
import type { RawClient } from './raw-client.ts';

/** A PKCE verifier and its challenge (RFC 7636 §4). */
export function pkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** The one authorization detail of a data consent (RFC 9396 §2); may be wrong on purpose. */
export const detail = (
  fact: Partial<Record<keyof ConsentRequest, unknown>> & { type?: unknown } = {},
): object => ({
  type: DATA_CONSENT_TYPE,
  ...consentRequest(),
  ...fact,
});

/** Parameters of a pushed authorization request (RFC 9126); undefined leaves one out. */
export function pushedForm(
  bank: RawClient,
  fact: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const form: Record<string, string | undefined> = {
    response_type: 'code',
    redirect_uri: bank.redirectUri,
    scope: 'openid',
    prompt: 'consent',
    resource: `${bank.url}/api`,
    state: 'state-0123456789',
    nonce: 'nonce-0123456789',
    code_challenge: pkce().challenge,
    code_challenge_method: 'S256',
    authorization_details: JSON.stringify([detail()]),
    ...fact,
  };
  return Object.fromEntries(
    Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
