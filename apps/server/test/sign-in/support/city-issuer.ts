import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';

/** Who is at the city’s sign-in, and what is wrong with its answer; a test names only what it is about. */
export interface Visit {
  readonly subject?: string;
  /** Claims of the ID token beside or instead of the right ones; undefined leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** What the UserInfo endpoint says beside `sub`. */
  readonly userInfo?: Readonly<Record<string, unknown>>;
  /** Parameters of the way back beside or instead of the right ones; undefined leaves one out. */
  readonly callback?: Readonly<Record<string, string | undefined>>;
  /** The ID token is signed by a key nobody published. */
  readonly strangeKey?: boolean;
  /** Status of the token endpoint’s answer, with nothing in it. */
  readonly tokenStatus?: number;
}

export interface CityIssuer {
  readonly url: string;
  /** Our private key there, and its file’s content. */
  readonly clientKey: JWK;
  /** The last authorization request. */
  readonly asked: () => URLSearchParams;
  /** Requests at the token endpoint. */
  readonly redeemed: () => number;
  /** How the next visits go. */
  next(visit: Visit): void;
  /** Answers nothing any more, until it is back. */
  away(isAway: boolean): void;
  close(): Promise<void>;
}

/** An OpenID provider as a city runs it: strict, small, and as wrong as a test wants it. */
export async function startCityIssuer(): Promise<CityIssuer> {
  const keys = await generateKeyPair('ES256', { extractable: true });
  const stranger = await generateKeyPair('ES256', { extractable: true });
  const client = await generateKeyPair('ES256', { extractable: true });
  const codes = new Map<string, { readonly request: URLSearchParams; readonly visit: Visit }>();
  const tokens = new Map<string, Visit>();
  let visit: Visit = {};
  let isAway = false;
  let asked = new URLSearchParams();
  let redeemed = 0;
  let url = '';

  const authorize = (query: URLSearchParams, response: ServerResponse) => {
    asked = query;
    const code = randomUUID();
    codes.set(code, { request: query, visit });
    const back = new URL(query.get('redirect_uri') ?? '');
    const answer = { code, state: query.get('state') ?? '', iss: url, ...visit.callback };
    for (const [name, value] of Object.entries(answer))
      if (value !== undefined) back.searchParams.set(name, value);
    response.writeHead(303, { location: back.href }).end();
  };

  const token = async (request: IncomingMessage, response: ServerResponse) => {
    redeemed++;
    const form = new URLSearchParams(await text(request));
    const code = form.get('code') ?? '';
    const begun = codes.get(code);
    codes.delete(code);
    const proven = await jwtVerify(form.get('client_assertion') ?? '', client.publicKey, {
      ...{ audience: url, issuer: 'platform', subject: 'platform' },
    }).then(
      () => true,
      () => false,
    );
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!proven) return json(response, 401, { error: 'invalid_client' });
    if (begun === undefined || begun.request.get('code_challenge') !== challenge)
      return json(response, 400, { error: 'invalid_grant' });
    if (begun.visit.tokenStatus !== undefined) return void response.writeHead(begun.visit.tokenStatus).end();
    const now = Math.floor(Date.now() / 1000);
    const claims: Record<string, unknown> = {
      ...{ iss: url, aud: 'platform', sub: begun.visit.subject ?? 'visitor' },
      ...{ iat: now, exp: now + 300, auth_time: now, nonce: begun.request.get('nonce') },
      ...begun.visit.claims,
    };
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'city-1' })
      .sign(begun.visit.strangeKey ? stranger.privateKey : keys.privateKey);
    const accessToken = randomUUID();
    tokens.set(accessToken, begun.visit);
    json(response, 200, {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: 60,
      id_token: idToken,
    });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    if (isAway) return void response.destroy();
    if (pathname === '/.well-known/openid-configuration')
      return json(response, 200, {
        issuer: url,
        ...{ authorization_endpoint: `${url}/authorize`, token_endpoint: `${url}/token` },
        ...{ jwks_uri: `${url}/jwks`, userinfo_endpoint: `${url}/userinfo` },
        ...{ response_types_supported: ['code'], subject_types_supported: ['public'] },
        id_token_signing_alg_values_supported: ['ES256'],
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
        authorization_response_iss_parameter_supported: true,
      });
    if (pathname === '/jwks') {
      const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'city-1', alg: 'ES256', use: 'sig' };
      return json(response, 200, { keys: [jwk] });
    }
    if (pathname === '/authorize') return authorize(searchParams, response);
    if (pathname === '/token') return token(request, response);
    if (pathname === '/userinfo') {
      const known = tokens.get((request.headers.authorization ?? '').replace('Bearer ', ''));
      if (known === undefined) return json(response, 401, {});
      return json(response, 200, { sub: known.subject ?? 'visitor', ...known.userInfo });
    }
    response.writeHead(404).end();
  };

  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    clientKey: { ...(await exportJWK(client.privateKey)), alg: 'ES256', kid: 'platform-1' },
    asked: () => asked,
    redeemed: () => redeemed,
    next: (next) => {
      visit = next;
    },
    away: (is) => {
      isAway = is;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const json = (response: ServerResponse, status: number, body: object) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
