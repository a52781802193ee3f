import { ApplicationId } from '@xinqiao/contracts';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import type { Platform } from '../platform.ts';
import { isCompactJws } from './compact-jws.ts';
import type { Form } from './form.ts';
import { OAuthError } from './oauth-error.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Header and claims of private_key_jwt (RFC 7523 §3), whose audience FAPI 2.0 wants to be the issuer alone. */
const Assertion = (issuer: string, nowSeconds: number) =>
  z
    .object({
      alg: z.literal('ES256'),
      iss: ApplicationId,
      sub: ApplicationId,
      aud: z.literal(issuer),
      jti: z.string().min(1),
      exp: z.number().gt(nowSeconds),
    })
    .refine(({ iss, sub }) => iss === sub, { path: ['iss'] });

/**
 * Who the client says it is, by its private_key_jwt assertion.
 *
 * Form, claims and first use are checked, by the system clock that signed; the signature is not, because no key is
 * registered here.
 *
 * @throws {OAuthError} `invalid_client`, `invalid_request`
 */
export function authenticateClient({ issuer, state }: Platform, form: Form): ApplicationId {
  const { client_assertion: assertion, client_assertion_type: type, client_id: clientId } = form;
  if (assertion === undefined)
    throw new OAuthError(
      clientId === undefined ? 'invalid_request' : 'invalid_client',
      'no client authentication mechanism provided',
    );
  const claims = readClaims(assertion);
  if (type !== ASSERTION_TYPE)
    throw new OAuthError('invalid_request', `client_assertion_type must have value ${ASSERTION_TYPE}`);
  if (clientId !== undefined && claims.sub !== undefined && clientId !== claims.sub)
    throw new OAuthError('invalid_request', 'client_id mismatch');
  const parsed = Assertion(issuer, Date.now() / 1000).safeParse(claims);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new OAuthError('invalid_client', `client_assertion: ${issue?.path.join('.')} is not as it must be`);
  }
  const { sub, jti } = parsed.data;
  const once = `assertion ${sub} ${jti}`;
  if (state.seen.has(once))
    throw new OAuthError('invalid_client', 'client assertion tokens must only be used once');
  state.seen.add(once);
  return sub;
}

function readClaims(assertion: string) {
  try {
    if (!isCompactJws(assertion)) throw new TypeError('not a compact JWS');
    return { ...decodeJwt(assertion), alg: decodeProtectedHeader(assertion).alg };
  } catch (cause) {
    throw new OAuthError('invalid_request', 'invalid client_assertion format', {}, { cause });
  }
}
