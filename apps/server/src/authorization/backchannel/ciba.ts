import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { isBindingMessage } from './binding-message.ts';
import { usccOfHint } from './login-hint.ts';

/** Grant type of decoupled consent (CIBA Core §10.1). */
export const CIBA_GRANT = 'urn:openid:params:grant-type:ciba';

/** How long an owner has to answer unless the bank says otherwise, in seconds: a day. */
const USUAL_SECONDS = 86_400;
/** The longest a bank may give her, in seconds: 72 hours. */
const LONGEST_SECONDS = 259_200;

/** How long a request may be answered (`requested_expiry`, CIBA Core §7.1), in seconds. */
export function answerSecondsOf(ctx: KoaContextWithOIDC | undefined): number {
  const { requested_expiry: wished } = (ctx?.oidc.params ?? {}) as { requested_expiry?: string };
  return Math.min(LONGEST_SECONDS, wished === undefined ? USUAL_SECONDS : Number(wished));
}

/** Whoever answers is known when she has answered; until then the request is nobody’s. */
export const NOBODY_YET = 'nobody-yet';

/**
 * Decoupled consent (OpenID CIBA Core 1.0): the bank names a firm by its code, and whoever may answer for it is asked on
 * her own phone.
 *
 * The code is not looked up here: whether it is known, refused lately or has nobody to ask, the bank hears the same.
 */
export const ciba = {
  enabled: true,
  deliveryModes: ['poll', 'ping'],
  processLoginHint: async (_ctx: KoaContextWithOIDC, hint: string) => {
    if (usccOfHint(hint) === undefined)
      throw new errors.InvalidRequest('login_hint must be uscc: and a unified social credit code');
    return NOBODY_YET;
  },
  processLoginHintToken: async () => {
    throw new errors.InvalidRequest('login_hint_token is not used, use login_hint');
  },
  validateBindingMessage: async (_ctx: KoaContextWithOIDC, text: string | undefined) => {
    if (text !== undefined && !isBindingMessage(text))
      throw new errors.InvalidBindingMessage(
        'at most 8 letters, digits, spaces, hyphens; 4 digits; no word of 6',
      );
  },
  validateRequestContext: async (ctx: KoaContextWithOIDC, context: unknown) => {
    if (context !== undefined) throw new errors.InvalidRequest('request_context is not used');
    if (ctx.oidc.params?.id_token_hint !== undefined)
      throw new errors.InvalidRequest('id_token_hint is not used, use login_hint');
  },
  verifyUserCode: async (_ctx: KoaContextWithOIDC, _account: unknown, code: string | undefined) => {
    if (code !== undefined) throw new errors.InvalidRequest('user_code is not used');
  },
  // Whoever may answer is told by the message that follows from the request’s row.
  triggerAuthenticationDevice: async () => undefined,
};
