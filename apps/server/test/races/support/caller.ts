import { createHash, randomUUID } from 'node:crypto';
import { type ErrorCode, OPERATIONS, type OperationName, SCOPE_NAMES } from '@xinqiao/contracts';
import { decodeJwt, exportJWK, importJWK, type JWK, SignJWT } from 'jose';
import * as oauth from 'openid-client';
import type { Credentials } from '../../support/platform.ts';

/** One answer, as it came: nothing is retried and nothing thrown. */
export interface Answer {
  /** HTTP status; 0 when the connection broke. */
  readonly status: number;
  /** Code of the problem document; undefined on success. */
  readonly code: ErrorCode | undefined;
  /** Log entry that the receipt of a read promises; undefined where there is none. */
  readonly entryId: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
  /** `performance.now()` before the request was sent and after the answer had arrived, in milliseconds. */
  readonly begunAt: number;
  readonly endedAt: number;
}

export interface CallOptions {
  /** Members of the input that do not stand in the path. */
  readonly body?: object;
  /** Members of the path. */
  readonly path?: Readonly<Record<string, string>>;
  /** Default a fresh one. */
  readonly idempotencyKey?: string;
  /** Default a fresh one. */
  readonly proof?: string;
}

/** A bank’s program that decides itself which node gets which bytes. */
export interface Caller {
  call(node: { readonly url: string }, name: OperationName, options?: CallOptions): Promise<Answer>;
  /** A DPoP proof (RFC 9449) that is good for one call of that operation. */
  proof(name: OperationName, path?: Readonly<Record<string, string>>): Promise<string>;
}

/** A token is replaced after this time; it lives five minutes. */
const TOKEN_USED_FOR_MS = 180_000;

/** @param origin The cluster’s public name: what tokens and proofs are made for, whichever node gets them. */
export async function startCaller(
  origin: string,
  { applicationId, keyId, privateKey }: Credentials,
): Promise<Caller> {
  const keys = await oauth.randomDPoPKeyPair('ES256');
  const jwk = await exportJWK(keys.publicKey);
  const clientKey = (await importJWK(privateKey as JWK, 'ES256')) as oauth.CryptoKey;
  const server = await oauth.discovery(
    new URL(`${origin}/oidc`),
    applicationId,
    undefined,
    oauth.PrivateKeyJwt({ key: clientKey, kid: keyId }),
    { execute: [oauth.allowInsecureRequests] },
  );
  const api = `${origin}/api`;
  const handle = oauth.getDPoPHandle(server, keys);
  const ask = async () => {
    const parameters = { scope: SCOPE_NAMES.join(' '), resource: api };
    const { access_token } = await oauth.clientCredentialsGrant(server, parameters, { DPoP: handle });
    return { token: access_token, ath: createHash('sha256').update(access_token).digest('base64url') };
  };
  let held = ask();
  let heldUntil = performance.now() + TOKEN_USED_FOR_MS;
  const token = () => {
    if (performance.now() > heldUntil) {
      held = ask();
      heldUntil = performance.now() + TOKEN_USED_FOR_MS;
    }
    return held;
  };

  let nonce: string | undefined;
  const proof: Caller['proof'] = async (name, path = {}) => proofFor((await token()).ath, name, path);
  const proofFor = (ath: string, name: OperationName, path: Readonly<Record<string, string>>) => {
    const { method } = OPERATIONS[name];
    return new SignJWT({ jti: randomUUID(), htm: method, htu: api + pathOf(name, path), ath, nonce })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .setIssuedAt()
      .sign(keys.privateKey);
  };

  const once = async (
    node: { readonly url: string },
    name: OperationName,
    options: CallOptions,
  ): Promise<Answer> => {
    const { method } = OPERATIONS[name];
    const path = options.path ?? {};
    // One token for both: it is replaced now and then, and a proof names the token it goes with.
    const sent = await token();
    const headers: Record<string, string> = {
      authorization: `DPoP ${sent.token}`,
      dpop: options.proof ?? (await proofFor(sent.ath, name, path)),
    };
    if (method === 'POST') {
      headers['content-type'] = 'application/json';
      headers['idempotency-key'] = options.idempotencyKey ?? randomUUID();
    }
    const begunAt = performance.now();
    try {
      const response = await fetch(`${node.url}/api${pathOf(name, path)}`, {
        method,
        headers,
        ...(method === 'POST' ? { body: JSON.stringify(options.body ?? {}) } : {}),
      });
      nonce = response.headers.get('dpop-nonce') ?? nonce;
      const body = (await response.json()) as Record<string, unknown>;
      const code = response.ok ? undefined : (body.code as ErrorCode);
      return {
        status: response.status,
        code,
        entryId: promised(body.receipt),
        body,
        begunAt,
        endedAt: performance.now(),
      };
    } catch {
      return {
        status: 0,
        code: undefined,
        entryId: undefined,
        body: {},
        begunAt,
        endedAt: performance.now(),
      };
    }
  };

  return {
    proof,
    async call(node, name, options = {}) {
      const answer = await once(node, name, options);
      // A new nonce is due every five minutes; with it the same call is made again.
      return answer.code === 'DPOP_NONCE_REQUIRED' && options.proof === undefined
        ? once(node, name, options)
        : answer;
    },
  };
}

const pathOf = (name: OperationName, path: Readonly<Record<string, string>>): string =>
  OPERATIONS[name].path.replaceAll(/\{(\w+)\}/g, (_, member: string) => path[member] ?? '');

const promised = (receipt: unknown): string | undefined =>
  typeof receipt === 'string' ? (decodeJwt(receipt).entryId as string) : undefined;
