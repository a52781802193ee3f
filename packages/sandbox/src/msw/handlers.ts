import { OPERATIONS, type OperationName, PlatformError } from '@xinqiao/contracts';
import { type HttpHandler, HttpResponse, http } from 'msw/http';
import { jsonReply } from './json-reply.ts';
import { serverMetadata } from './oauth/discovery.ts';
import { OAuthError } from './oauth/oauth-error.ts';
import { pushRequest } from './oauth/push-request.ts';
import { issueToken } from './oauth/token.ts';
import { problemReply } from './operations/problem-reply.ts';
import { runOperation } from './operations/run-operation.ts';
import { findPushed } from './owner.ts';
import type { Platform } from './platform.ts';
import { replyHeaders } from './reply-headers.ts';

/** Every route of the platform; an address it does not have is answered too, so that nothing goes to the network. */
export const handlersOf = (platform: Platform): HttpHandler[] => [
  ...documents(platform),
  ...authorizationServer(platform),
  ...Object.entries(OPERATIONS).map(([name, { method, path }]) =>
    http[method === 'GET' ? 'get' : 'post'](
      platform.api + path.replaceAll(/\{(\w+)\}/g, ':$1'),
      ({ request, params }) => runOperation(platform, name as OperationName, request, params),
    ),
  ),
  http.all(`${platform.baseUrl}/*`, ({ request }) => problem(platform, request, 'ROUTE_NOT_FOUND')),
];

/** What anybody may read: where things are, and public keys. */
function documents(platform: Platform): HttpHandler[] {
  const { baseUrl, operatorId, issuer, api, logOrigin, clock, keys } = platform;
  const jwksUri = `${baseUrl}/.well-known/xinqiao-keys.json`;
  const keyHistoryUri = `${baseUrl}/.well-known/xinqiao-key-history`;
  return [
    http.get(`${baseUrl}/.well-known/xinqiao.json`, async ({ request }) => {
      const log = { origin: logOrigin, verifierKey: (await keys()).verifierKey };
      return jsonReply(
        { operatorId, issuer, api, jwksUri, keyHistoryUri, log },
        replyHeaders(platform, request),
      );
    }),
    http.get(jwksUri, async ({ request }) =>
      jsonReply((await keys()).statementKeys, replyHeaders(platform, request)),
    ),
    http.get(keyHistoryUri, async ({ request }) => {
      const { sign, statementKeys } = await keys();
      const iat = Math.floor(clock.now().getTime() / 1000);
      const history = await sign('jwk-set+jwt', { iss: baseUrl, operatorId, iat, keys: statementKeys.keys });
      return HttpResponse.text(history, { headers: replyHeaders(platform, request) });
    }),
  ];
}

function authorizationServer(platform: Platform): HttpHandler[] {
  const { baseUrl, issuer, keys } = platform;
  const metadata = ({ request }: { request: Request }) =>
    jsonReply(serverMetadata(platform), replyHeaders(platform, request));
  return [
    http.get(`${issuer}/.well-known/openid-configuration`, metadata),
    http.get(`${baseUrl}/.well-known/oauth-authorization-server/oidc`, metadata),
    http.get(`${issuer}/jwks`, async ({ request }) =>
      jsonReply((await keys()).tokenKeys, replyHeaders(platform, request)),
    ),
    http.post(`${issuer}/request`, ({ request }) => oauth(platform, request, 201, pushRequest)),
    http.post(`${issuer}/token`, ({ request }) => oauth(platform, request, 200, issueToken)),
    http.get(`${issuer}/auth`, ({ request }) =>
      findPushed(platform, request.url) === undefined
        ? problem(platform, request, 'CONSENT_LINK_EXPIRED')
        : HttpResponse.text('In a test the owner answers by sandbox.owner(persona).agree(link).\n'),
    ),
  ];
}

type OAuthEndpoint = (platform: Platform, request: Request) => Promise<object>;

async function oauth(
  platform: Platform,
  request: Request,
  status: number,
  endpoint: OAuthEndpoint,
): Promise<Response> {
  const headers = { ...replyHeaders(platform, request), 'cache-control': 'no-store' };
  try {
    return jsonReply(await endpoint(platform, request), headers, status);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    // RFC 9449 §8: the next proof needs this one.
    const nonce = error.error === 'use_dpop_nonce' ? { 'dpop-nonce': platform.nonces.current() } : {};
    return jsonReply(error.body, { ...headers, ...nonce }, error.status);
  }
}

const problem = (
  platform: Platform,
  request: Request,
  code: 'ROUTE_NOT_FOUND' | 'CONSENT_LINK_EXPIRED',
): Response => problemReply(new PlatformError(code), request, replyHeaders(platform, request));
