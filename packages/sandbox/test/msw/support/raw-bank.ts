import { createHash, randomUUID } from 'node:crypto';
import { type ConsentRequest, DATA_CONSENT_TYPE, type FieldProblem } from '@xinqiao/contracts';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

type Claims = Readonly<Record<string, unknown>>;

/** Who the bank is; as `XinqiaoOptions` has it. */
export interface RawBankOptions {
  readonly baseUrl: string;
  readonly applicationId: string;
  readonly redirectUri: string;
  readonly key: CryptoKey;
  readonly keyId: string;
}

/** Whatever came back, for tests to look into: the members of a JSON object, or `text`. */
export interface AnswerBody {
  readonly [member: string]: unknown;
  readonly access_token?: string;
  readonly code?: string;
  readonly errors?: readonly FieldProblem[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerBody;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
/** PKCE verifier of every request made here. */
export const VERIFIER = 'v'.repeat(43);

/** A DPoP key and the proofs it signs. A claim given as undefined is left out. */
export async function dpopKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk: JWK = await exportJWK(publicKey);
  return {
    thumbprint: await calculateJwkThumbprint(jwk),
    proof: (claims: Claims, header: object = {}): Promise<string> =>
      new SignJWT({ jti: randomUUID(), iat: Math.floor(Date.now() / 1000), ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
        .sign(privateKey),
  };
}
export type DpopKey = Awaited<ReturnType<typeof dpopKey>>;

/** A bank without the SDK: each call names what it gets wrong. */
export function rawBank({ baseUrl, applicationId, redirectUri, key, keyId }: RawBankOptions) {
  const issuer = `${baseUrl}/oidc`;
  const api = `${baseUrl}/api`;

  const assertion = (claims: Claims = {}, header: object = {}): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const full = {
      iss: applicationId,
      sub: applicationId,
      aud: issuer,
      jti: randomUUID(),
      iat: now,
      exp: now + 60,
    };
    return new SignJWT({ ...full, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: keyId, ...header })
      .sign(key);
  };

  const send = async (url: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(url, { redirect: 'manual', ...init });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const body = isJson ? (JSON.parse(text) as AnswerBody) : { text };
    return { status: response.status, headers: response.headers, body };
  };

  const post = async (
    url: string,
    form: Record<string, string | undefined>,
    headers: Record<string, string> = {},
  ) => {
    const authentication = {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertion(),
    };
    const given = Object.entries({ ...authentication, ...form }).filter(([, value]) => value !== undefined);
    return send(url, { method: 'POST', headers, body: new URLSearchParams(given as [string, string][]) });
  };

  /** A nonce, as the endpoint gives it to whoever forgets it. */
  const tokenNonce = async (dpop: DpopKey): Promise<string> => {
    const proof = await dpop.proof({ htm: 'POST', htu: `${issuer}/token` });
    const form = { grant_type: 'client_credentials' };
    return (await post(`${issuer}/token`, form, { dpop: proof })).headers.get('dpop-nonce') ?? '';
  };

  const token = async (dpop: DpopKey, form: Record<string, string | undefined>, claims: Claims = {}) => {
    const nonce = await tokenNonce(dpop);
    const proof = await dpop.proof({ htm: 'POST', htu: `${issuer}/token`, nonce, ...claims });
    return post(`${issuer}/token`, { resource: api, ...form }, { dpop: proof });
  };

  return {
    issuer,
    api,
    assertion,
    post,
    tokenNonce,
    token,
    /** Pushes a request for a consent; `form` overrides single parameters. */
    push: (consent: ConsentRequest, dpop: DpopKey, form: Record<string, string | undefined> = {}) =>
      post(`${issuer}/request`, {
        client_id: applicationId,
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: 'openid',
        prompt: 'consent',
        resource: api,
        state: 'state-1',
        nonce: 'nonce-1',
        code_challenge: sha256(VERIFIER),
        code_challenge_method: 'S256',
        dpop_jkt: dpop.thumbprint,
        authorization_details: JSON.stringify([{ type: DATA_CONSENT_TYPE, ...consent }]),
        ...form,
      }),
    /** Link of a pushed request that passed. */
    linkOf: ({ body }: Answer) =>
      `${issuer}/auth?${new URLSearchParams({ client_id: applicationId, request_uri: String(body.request_uri) })}`,
    redeem: (callback: string, dpop: DpopKey, form: Record<string, string | undefined> = {}) =>
      token(dpop, {
        grant_type: 'authorization_code',
        code: new URL(callback).searchParams.get('code') ?? undefined,
        redirect_uri: redirectUri,
        code_verifier: VERIFIER,
        ...form,
      }),
    /** The bank's own access token with these scopes. */
    async accessToken(dpop: DpopKey, scope: string): Promise<string> {
      return (await token(dpop, { grant_type: 'client_credentials', scope })).body.access_token ?? '';
    },
    /** Calls the API; the nonce is fetched first unless `claims` has one. */
    async call(
      method: 'GET' | 'POST',
      path: string,
      {
        accessToken,
        dpop,
        claims = {},
        headers = {},
        body,
        proof,
      }: {
        accessToken: string;
        dpop: DpopKey;
        claims?: Claims;
        headers?: Record<string, string>;
        body?: string;
        proof?: string;
      },
    ): Promise<Answer> {
      const url = api + path;
      const right = { htm: method, htu: url.split('?')[0], ath: sha256(accessToken) };
      const withProof = async (more: Claims, signed?: string) =>
        send(url, {
          method,
          headers: {
            authorization: `DPoP ${accessToken}`,
            dpop: signed ?? (await dpop.proof({ ...right, ...more })),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body }),
        });
      if (proof !== undefined) return withProof({}, proof);
      const nonce = (await withProof({})).headers.get('dpop-nonce') ?? '';
      return withProof({ nonce, ...claims });
    },
    send,
  };
}
