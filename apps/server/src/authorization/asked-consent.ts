import { type ApplicationId, type ErrorCode, type ParticipantId, PlatformError } from '@xinqiao/contracts';
import { DatabaseUnavailable } from '@xinqiao/db';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import { type Ask, askOf } from '../consents/requests/ask.ts';
import { type NewRequest, type Requested, requestConsent } from '../consents/requests/request.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { usccOfHint } from './backchannel/login-hint.ts';
import { awaitPing } from './backchannel/pings.ts';
import { INTERVAL_SECONDS } from './backchannel/slow-down.ts';
import { type CheckedRequest, checkedRequestOf, type Refusal, refusalOf } from './consent-details.ts';

/** How long a person may take to read and answer once she opened the link, in seconds. */
export const INTERACTION_SECONDS = 1_800;

/** Why a request that is fair is refused all the same: problems of one member. */
const PROBLEMS: Readonly<Partial<Record<ErrorCode, { readonly path: string; readonly problem: string }>>> = {
  CONSENT_NOT_FOUND: { path: 'amends', problem: 'There is no such consent of yours.' },
  CONSENT_CHANGED_MEANWHILE: {
    path: 'amends',
    problem: 'The consent does not live, or has another purpose.',
  },
  CONSENT_CHANGE_PENDING: { path: 'amends', problem: 'A change of it already waits for an answer.' },
  CONSENT_ASKED_TOO_SOON: { path: 'customer', problem: 'The enterprise refused not long ago.' },
};

const NOTHING_ASKED: Refusal = {
  code: 'VALIDATION_FAILED',
  errors: [{ path: 'authorization_details', problem: 'Say what is asked for.' }],
};
const ANOTHER_ENTERPRISE: Refusal = {
  code: 'VALIDATION_FAILED',
  errors: [{ path: 'customer.uscc', problem: 'It is not the code that login_hint names.' }],
};

/** What the provider stored of a request: it lives no longer than the row that follows from it. */
interface Stored {
  readonly jti: string;
  destroy(): Promise<void>;
}

/**
 * Runs around the endpoints at which a bank asks: pushed authorization requests (RFC 9126) and decoupled ones (CIBA).
 * What passed is written, for a new consent as PENDING, before its handle is given out; what is refused lists every
 * problem.
 */
export const askedConsent =
  (services: AuthorizationServices) =>
  async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    await next();
    const route = ctx.oidc?.route;
    const decoupled = route === 'backchannel_authentication';
    if (!decoupled && route !== 'pushed_authorization_request') return;
    const refuse = (status: number, error: string, refusal: object) => {
      ctx.status = status;
      ctx.body = { error, error_description: 'see code and errors', ...refusal };
    };
    try {
      if (ctx.status >= 400) {
        ctx.body = { ...(ctx.body as object), ...refusalOf(ctx) };
        return;
      }
      const answer = await (decoupled ? writeDecoupled : writePushed)(services, ctx);
      if (!('consentId' in answer)) return refuse(400, 'invalid_authorization_details', answer);
      const { consentId, requestId, reference } = answer;
      const named = { consent_id: consentId, request_id: requestId, reference };
      const more = decoupled ? { interval: INTERVAL_SECONDS } : {};
      ctx.body = { ...(ctx.body as object), ...named, ...more };
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      refuse(503, 'temporarily_unavailable', { code: 'DATABASE_UNAVAILABLE' });
    }
  };

async function writePushed(services: AuthorizationServices, ctx: KoaContextWithOIDC) {
  const stored = ctx.oidc.entities.PushedAuthorizationRequest;
  return write(ctx, stored, async ({ request, template }, asked) =>
    requestConsent(services, {
      ...asked,
      ask: askOf(request, template),
      channel: 'CODE',
      answerSeconds: asked.answerSeconds + INTERACTION_SECONDS,
    }),
  );
}

async function writeDecoupled(services: AuthorizationServices, ctx: KoaContextWithOIDC) {
  const { database, tokenClock: clock } = services;
  const stored = ctx.oidc.entities.BackchannelAuthenticationRequest as unknown as Stored | undefined;
  const { login_hint: hint, binding_message: words } = (ctx.oidc.params ?? {}) as Record<string, string>;
  const uscc = usccOfHint(hint);
  const answer = await write(ctx, stored, async ({ request, template }, asked) => {
    if (request.customer !== undefined && request.customer.uscc !== uscc) return ANOTHER_ENTERPRISE;
    const ask: Ask = { ...askOf(request, template), uscc };
    return requestConsent(services, {
      ...{ ...asked, ask, channel: 'BACKCHANNEL' },
      ...(words === undefined ? {} : { bindingMessage: words }),
    });
  });
  const { client } = ctx.oidc;
  if ('consentId' in answer && client?.backchannelTokenDeliveryMode === 'ping')
    await awaitPing({ database, clock }, stored?.jti ?? '', pingedOf(client), secondsOf(ctx));
  return answer;
}

const secondsOf = (ctx: KoaContextWithOIDC) => (ctx.body as { expires_in: number }).expires_in;
const pingedOf = ({ clientId, participant_id: participantId }: Client) => ({
  participantId: participantId as ParticipantId,
  applicationId: clientId,
});

/** Writes a request that passed; what the provider stored of one that is refused all the same goes. */
async function write(
  ctx: KoaContextWithOIDC,
  stored: Stored | undefined,
  make: (checked: CheckedRequest, asked: Omit<NewRequest, 'ask' | 'channel'>) => Promise<Requested | Refusal>,
): Promise<Requested | Refusal> {
  const { client } = ctx.oidc;
  if (stored === undefined || client === undefined) throw new Error('a request without its row or client');
  const checked = checkedRequestOf(ctx);
  const answer = await (checked === undefined
    ? NOTHING_ASKED
    : make(checked, {
        participantId: client.participant_id as ParticipantId,
        applicationId: client.clientId as ApplicationId,
        handle: stored.jti,
        answerSeconds: secondsOf(ctx),
      }).catch(asRefusal));
  if (!('consentId' in answer)) await stored.destroy();
  return answer;
}

/** What a bank can mend is said as a problem of one member; anything else goes on as it is. */
function asRefusal(error: unknown): Refusal {
  if (error instanceof PlatformError && error.code === 'CONSENT_REQUEST_EXCESSIVE')
    return { code: error.code, errors: error.errors };
  const problem = error instanceof PlatformError ? PROBLEMS[error.code] : undefined;
  if (problem === undefined || !(error instanceof PlatformError)) throw error;
  const { code, details } = error;
  const allowed = typeof details?.from === 'string' ? { allowed: `from ${details.from}` } : {};
  return { code, errors: [{ ...problem, ...allowed }] };
}
