import type { ErrorCode } from '@xinqiao/contracts';
import { decodeProtectedHeader } from 'jose';
import { type KoaContextWithOIDC, Provider } from 'oidc-provider';

/** Why a client was not let in, kept on its request until the answer is written. */
interface Refused {
  code?: ErrorCode;
  /** Keys the application has, or had, that are not in force. */
  keysNotInForce: readonly string[];
}

const refused = new WeakMap<object, Refused>();

/** Notes why the client of the present request may not be let in. */
export function noteStanding(standing: {
  code?: ErrorCode | undefined;
  keysNotInForce: readonly string[];
}): void {
  const { ctx } = Provider;
  const { code, keysNotInForce } = standing;
  if (ctx !== undefined) refused.set(ctx, { keysNotInForce, ...(code === undefined ? {} : { code }) });
}

/**
 * Why this request was refused, as a code of ours; undefined when its client is not the reason.
 *
 * Nothing is given away: status and keys of every application stand in the public register.
 */
export function refusalCodeOf(ctx: KoaContextWithOIDC): ErrorCode | undefined {
  const { code, keysNotInForce = [] } = refused.get(ctx) ?? {};
  if (code !== undefined) return code;
  const kid = assertionKeyId(ctx);
  return kid !== undefined && keysNotInForce.includes(kid) ? 'KEY_NOT_IN_FORCE' : undefined;
}

/** Key id in the header of the client assertion (RFC 7515 §4.1.4). */
export function assertionKeyId(ctx: KoaContextWithOIDC): string | undefined {
  const assertion = ctx.oidc?.params?.client_assertion;
  if (typeof assertion !== 'string') return undefined;
  try {
    return decodeProtectedHeader(assertion).kid;
  } catch {
    return undefined;
  }
}
