import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sha256 } from '@noble/hashes/sha2.js';
import {
  encodeVerifierKey,
  type NoteSigner,
  type VerifierKey,
  verifierKey as verifierKeyOf,
} from '@xinqiao/audit-log';
import { HistoricalKey, type KeyPurpose } from '@xinqiao/contracts';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { Xinqiao, type XinqiaoOptions } from '../src/index.ts';
import type { StatementType } from '../src/platform/statements.ts';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  /** Takes over the connection instead: to stay silent, or to break off. */
  readonly raw?: (response: ServerResponse) => void;
}

type Answer = Reply | ((request: Received) => Reply | Promise<Reply>);

/** When this platform signs its statements: 2026-11-22T00:00:00Z, in seconds of Unix time. */
export const SIGNED_AT = 1_795_305_600;
export const LOG_ORIGIN = 'log.xinqiao.test/2026';

export type LoopbackPlatform = Awaited<ReturnType<typeof loopbackPlatform>>;

/**
 * A platform's documents, token endpoint and signing keys on a loopback port. Each test names the routes it is
 * about; there is no authorization flow here.
 */
export async function loopbackPlatform() {
  const routes = new Map<string, Answer>();
  const received: Received[] = [];
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const statementKeys = {
    'xinqiao-consent+jwt': await statementKey('CONSENT'),
    'xinqiao-package+jwt': await statementKey('PACKAGE'),
    'xinqiao-receipt+jwt': await statementKey('RECEIPT'),
  };
  const log = await logKey(LOG_ORIGIN);
  const applicationKey = await generateKeyPair('ES256');
  let tokens = 0;

  const on = (route: string, answer: Answer) => routes.set(route, answer);
  const metadata = {
    operatorId: 'bozhou',
    issuer: `${baseUrl}/oidc`,
    api: `${baseUrl}/api`,
    jwksUri: `${baseUrl}/.well-known/xinqiao-keys.json`,
    log: { origin: LOG_ORIGIN, verifierKey: encodeVerifierKey(log.verifier) },
  };
  on('GET /.well-known/xinqiao.json', { body: metadata });
  on('GET /.well-known/xinqiao-keys.json', {
    body: { keys: Object.values(statementKeys).map(({ jwk }) => jwk) },
  });
  on('GET /oidc/.well-known/openid-configuration', {
    body: {
      issuer: metadata.issuer,
      authorization_endpoint: `${baseUrl}/oidc/auth`,
      token_endpoint: `${baseUrl}/oidc/token`,
      pushed_authorization_request_endpoint: `${baseUrl}/oidc/request`,
      backchannel_authentication_endpoint: `${baseUrl}/oidc/backchannel`,
      jwks_uri: `${baseUrl}/oidc/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      authorization_response_iss_parameter_supported: true,
    },
  });
  on('POST /oidc/token', () => ({
    body: { access_token: `token-${++tokens}`, token_type: 'DPoP', expires_in: 300 },
  }));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', baseUrl);
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { method = '', headers } = request;
    const call: Received = { method, path: url.pathname, query: url.searchParams, headers, body };
    received.push(call);
    const answer = routes.get(`${method} ${url.pathname}`) ?? { status: 404, body: 'no such route' };
    const reply = typeof answer === 'function' ? await answer(call) : answer;
    if (reply.raw !== undefined) return reply.raw(response);
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
  }

  return {
    baseUrl,
    metadata,
    on,
    /** The public key of each kind of statement, as published. */
    publicKeyOf: (type: StatementType): HistoricalKey => statementKeys[type].jwk,
    logSigner: log.signer,
    /** Calls to a path so far. */
    calls: (path: string) => received.filter((call) => call.path === path),
    /** Signs as the platform does, with the key for that kind of statement. */
    sign: (typ: StatementType, payload: unknown, header: object = {}) => {
      const { jwk, privateKey } = statementKeys[typ];
      return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'ES256', kid: jwk.kid, typ, iat: SIGNED_AT, ...header })
        .sign(privateKey);
    },
    /** A client of this platform that does not wait between attempts. */
    client: (options: Partial<XinqiaoOptions> = {}) =>
      new Xinqiao({
        baseUrl,
        applicationId: 'app_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d01',
        key: { privateKey: applicationKey.privateKey, keyId: 'bank-1' },
        redirectUri: 'https://bank.test/callback',
        random: () => 0,
        ...options,
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A key that signs one kind of statement from the second in which statements are signed here. */
async function statementKey(
  purpose: KeyPurpose,
): Promise<{ readonly jwk: HistoricalKey; readonly privateKey: CryptoKey }> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const facts = { kid: `${purpose.toLowerCase()}-1`, alg: 'ES256', use: 'sig', purpose, nbf: SIGNED_AT };
  return { jwk: HistoricalKey.parse({ ...(await exportJWK(publicKey)), ...facts }), privateKey };
}

/** A log's signing key and how verifiers know it. */
export async function logKey(name: string): Promise<{ signer: NoteSigner; verifier: VerifierKey }> {
  const { privateKey, publicKey } = (await crypto.subtle.generateKey('Ed25519', true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const verifier = verifierKeyOf(
    sha256,
    name,
    new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)),
  );
  const sign = async (message: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, message));
  return { signer: { name, keyId: verifier.keyId, sign }, verifier };
}

/** A problem document as the platform sends it (RFC 9457). */
export const problem = (status: number, code: string, more: object = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/problem+json', 'x-request-id': 'req-header' },
  body: {
    type: `urn:xinqiao:error:${code}`,
    title: code,
    status,
    detail: 'What happened.',
    instance: 'req-instance',
    code,
    message: { zh: '发生了什么。', en: 'What happened.' },
    retryable: false,
    ...more,
  },
});
