import { createHash, randomUUID } from 'node:crypto';
import { SCOPE_NAMES } from '@xinqiao/contracts';
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import type { Platform } from './platform.ts';

type Application = Parameters<Platform['credentials']>[0];

type Address = Pick<Platform, 'url' | 'credentials'>;

/** What a DPoP proof says; each test names only what is wrong with it. */
export interface ProofFacts {
  readonly claims?: JWTPayload;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Signs instead of the client’s own key. */
  readonly key?: CryptoKey | Uint8Array;
}

export interface RawRequest {
  /** Sent as JSON unless it is a string or bytes. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of a token of the client’s own; null = none. */
  readonly token?: string | null;
  /** Instead of a fresh and right proof; null = none. */
  readonly proof?: string | null;
  readonly proofFacts?: ProofFacts;
  readonly idempotencyKey?: string | null;
  /** Makes the caller leave. */
  readonly signal?: AbortSignal;
}

const EVERYTHING = SCOPE_NAMES.join(' ');

/** An application that speaks the protocol by hand, so that every header and claim may be wrong on purpose. */
export class RawClient {
  readonly applicationId: string;
  readonly redirectUri: string;
  readonly publicJwk: JWK;
  readonly url: string;
  readonly #applicationKey: CryptoKey;
  readonly #keyId: string;
  readonly #dpopKey: CryptoKey;
  #token: string | undefined;
  #apiNonce: string | undefined;
  #issuerNonce: string | undefined;

  private constructor(
    platform: Address,
    application: Application,
    keys: { application: CryptoKey; dpop: CryptoKey; publicJwk: JWK },
  ) {
    const { applicationId, redirectUri, keyId } = platform.credentials(application);
    this.applicationId = applicationId;
    this.redirectUri = redirectUri;
    this.url = platform.url;
    this.publicJwk = keys.publicJwk;
    this.#applicationKey = keys.application;
    this.#keyId = keyId;
    this.#dpopKey = keys.dpop;
  }

  static async of(platform: Address, application: Application = 'bank'): Promise<RawClient> {
    const { privateKey } = platform.credentials(application);
    const dpop = await generateKeyPair('ES256', { extractable: true });
    return new RawClient(platform, application, {
      application: (await importJWK(privateKey, 'ES256')) as CryptoKey,
      dpop: dpop.privateKey,
      publicJwk: await exportJWK(dpop.publicKey),
    });
  }

  /** A client assertion (RFC 7523 §3). */
  assertion(claims: JWTPayload = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const { applicationId } = this;
    const usual = {
      iss: applicationId,
      sub: applicationId,
      aud: `${this.url}/oidc`,
      iat: now,
      exp: now + 60,
    };
    return new SignJWT({ ...usual, jti: randomUUID(), ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: this.#keyId })
      .sign(this.#applicationKey);
  }

  /** Form fields that say who asks. */
  async authentication(): Promise<Record<string, string>> {
    return {
      client_id: this.applicationId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await this.assertion(),
    };
  }

  /** A DPoP proof (RFC 9449 §4.2). */
  proof(method: string, url: string, { claims = {}, header = {}, key = this.#dpopKey }: ProofFacts = {}) {
    const iat = Math.floor(Date.now() / 1000);
    return new SignJWT({ jti: randomUUID(), htm: method, htu: url, iat, ...claims })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: this.publicJwk, ...header })
      .sign(key);
  }

  /** Posts a form to the authorization server, with assertion and proof, its nonce included. */
  async post(path: string, form: Readonly<Record<string, string>>, proof?: string): Promise<Response> {
    const url = `${this.url}/oidc${path}`;
    const send = async () =>
      fetch(url, {
        method: 'POST',
        headers: { dpop: proof ?? (await this.issuerProof(path)) },
        body: new URLSearchParams({ ...(await this.authentication()), ...form }),
      });
    const response = await send();
    const nonce = response.headers.get('dpop-nonce');
    if (nonce === null || nonce === this.#issuerNonce || proof !== undefined) return response;
    this.#issuerNonce = nonce;
    return response.ok ? response : send();
  }

  /** A proof for an endpoint of the authorization server. */
  issuerProof(path: string): Promise<string> {
    const nonce = this.#issuerNonce === undefined ? {} : { nonce: this.#issuerNonce };
    return this.proof('POST', `${this.url}/oidc${path}`, { claims: nonce });
  }

  /** A token of the application itself (RFC 6749 §4.4). */
  async newToken(scope = EVERYTHING): Promise<string> {
    const form = { grant_type: 'client_credentials', scope, resource: `${this.url}/api` };
    const response = await this.post('/token', form);
    const { access_token: token } = (await response.json()) as { access_token?: string };
    if (token === undefined) throw new Error(`no token: ${response.status}`);
    return token;
  }

  /** The one token that {@link send} uses. */
  async token(): Promise<string> {
    this.#token ??= await this.newToken();
    return this.#token;
  }

  /** Claims that make a proof good for a token: its hash and a nonce that is in force. */
  async goodClaims(token?: string): Promise<{ ath: string; nonce: string }> {
    const accessToken = token ?? (await this.token());
    if (this.#apiNonce === undefined) {
      const first = await this.send('GET', '/v1/catalogue/items', {
        proofFacts: { claims: { nonce: 'none' } },
      });
      this.#apiNonce = first.headers.get('dpop-nonce') ?? '';
      await first.arrayBuffer();
    }
    return { ath: createHash('sha256').update(accessToken).digest('base64url'), nonce: this.#apiNonce };
  }

  /** Calls an operation; everything is right unless the request says otherwise. */
  async send(method: string, path: string, request: RawRequest = {}): Promise<Response> {
    const { body, proofFacts = {}, idempotencyKey = method === 'POST' ? randomUUID() : null } = request;
    const token = request.token === undefined ? await this.token() : request.token;
    const url = `${this.url}/api${path}`;
    const htu = new URL(url).origin + new URL(url).pathname;
    const told =
      proofFacts.claims?.nonce === 'none' ? { ath: ath(token ?? '') } : await this.goodClaims(token ?? '');
    const claims = { ...told, ...proofFacts.claims };
    const proof =
      request.proof === undefined ? await this.proof(method, htu, { ...proofFacts, claims }) : request.proof;
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    return fetch(url, {
      method,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      headers: {
        ...(token === null ? {} : { authorization: `DPoP ${token}` }),
        ...(proof === null ? {} : { dpop: proof }),
        ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    });
  }
}

const ath = (token: string): string => createHash('sha256').update(token).digest('base64url');
