import type { CryptoKey, JWK } from 'jose';
import { importJWK } from 'jose';
import * as oauth from 'openid-client';
import type { Platform } from '../../support/platform.ts';

export interface StandardClient {
  readonly configuration: oauth.Configuration;
  readonly DPoP: oauth.DPoPHandle;
  readonly redirectUri: string;
  /** Base address of the API, which is also the resource of its tokens (RFC 8707). */
  readonly api: string;
  /** Every request that was sent and the answer to it, in order. */
  readonly wire: { readonly method: string; readonly path: string; readonly status: number }[];
}

export interface StandardClientOptions {
  /** `query` as in RFC 6749, or `jwt` as in JARM. Default `query`. */
  readonly responseMode?: 'query' | 'jwt';
  readonly application?: Parameters<Platform['credentials']>[0];
  /** Default a new one. */
  readonly dpopKeys?: CryptoKeyPair;
}

/** A bank as any library of the field makes it: openid-client as it comes, set up from what discovery says. */
export async function standardClient(
  platform: Pick<Platform, 'url' | 'credentials'>,
  { responseMode = 'query', application = 'bank', dpopKeys }: StandardClientOptions = {},
): Promise<StandardClient> {
  const { applicationId, keyId, privateKey, redirectUri } = platform.credentials(application);
  const key = (await importJWK(privateKey as JWK, 'ES256')) as CryptoKey;
  const wire: { method: string; path: string; status: number }[] = [];
  const configuration = await oauth.discovery(
    new URL(`${platform.url}/oidc`),
    applicationId,
    undefined,
    oauth.PrivateKeyJwt({ key, kid: keyId }),
    // The test’s platform has no certificate.
    { execute: [oauth.allowInsecureRequests] },
  );
  configuration[oauth.customFetch] = async (url, options) => {
    const response = await fetch(url, options as RequestInit);
    wire.push({ method: options.method, path: new URL(url).pathname, status: response.status });
    return response;
  };
  if (responseMode === 'jwt') oauth.useJwtResponseMode(configuration);
  const DPoP = oauth.getDPoPHandle(configuration, dpopKeys ?? (await oauth.randomDPoPKeyPair('ES256')));
  return { configuration, DPoP, redirectUri, api: `${platform.url}/api`, wire };
}

/** A token of the application itself (RFC 6749 §4.4), bound to its DPoP key. */
export const ownToken = ({ configuration, DPoP, api }: StandardClient, scope: string) =>
  oauth.clientCredentialsGrant(configuration, { scope, resource: api }, { DPoP });

/** Calls the API under a token. */
export async function callApi(
  { configuration, DPoP, api }: StandardClient,
  token: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (body !== undefined) headers.set('idempotency-key', crypto.randomUUID());
  const response = await oauth.fetchProtectedResource(
    configuration,
    token,
    new URL(`${api}${path}`),
    body === undefined ? 'GET' : 'POST',
    body === undefined ? null : JSON.stringify(body),
    headers,
    { DPoP },
  );
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
