import type { ApplicationId, ConsentId, ConsentRequest, ParticipantId } from '@xinqiao/contracts';
import { DatabaseUnavailable } from '@xinqiao/db';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import { requestConsent } from '../consents/request.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { checkedRequestOf, type Refusal, refusalOf } from './consent-details.ts';

/**
 * Runs around the pushed authorization request endpoint (RFC 9126): a request that passed becomes a PENDING
 * consent before its `request_uri` is given out; a refused one lists every problem.
 */
export const pushedConsent =
  (services: AuthorizationServices) =>
  async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    await next();
    if (ctx.oidc?.route !== 'pushed_authorization_request') return;
    const refuse = (status: number, error: string, refusal: object) => {
      ctx.status = status;
      ctx.body = { error, error_description: 'see code and errors', ...refusal };
    };
    try {
      if (ctx.status !== 201) {
        ctx.body = { ...(ctx.body as object), ...refusalOf(ctx) };
        return;
      }
      const answer = await writeConsent(services, ctx);
      if ('consentId' in answer) ctx.body = { ...(ctx.body as object), consent_id: answer.consentId };
      else refuse(400, 'invalid_authorization_details', answer);
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      refuse(503, 'temporarily_unavailable', { code: 'DATABASE_UNAVAILABLE' });
    }
  };

async function writeConsent(
  services: AuthorizationServices,
  ctx: KoaContextWithOIDC,
): Promise<{ consentId: ConsentId } | Refusal> {
  const { client, entities } = ctx.oidc;
  const pushed = entities.PushedAuthorizationRequest;
  if (pushed === undefined || client === undefined)
    throw new Error('a pushed request without request or client');
  const checked = checkedRequestOf(ctx);
  const refusal = checked === undefined ? NOTHING_ASKED : notAdmitted(client, checked.request);
  if (checked === undefined || refusal !== undefined) {
    await pushed.destroy();
    return refusal ?? NOTHING_ASKED;
  }
  const consentId = await requestConsent(services, {
    ...checked,
    participantId: client.participant_id as ParticipantId,
    applicationId: client.clientId as ApplicationId,
    parId: pushed.jti,
    linkSeconds: (ctx.body as { expires_in: number }).expires_in,
  });
  return { consentId };
}

const NOTHING_ASKED: Refusal = {
  code: 'VALIDATION_FAILED',
  errors: [{ path: 'authorization_details', problem: 'Say what is asked for.' }],
};

/** What goes beyond what the application is admitted for, all at once. */
function notAdmitted(client: Client, { templateId, purpose }: ConsentRequest): Refusal | undefined {
  const { application_templates: templates, application_purposes: purposes } = client as unknown as Admission;
  const errors = [
    ...(templates.includes(templateId)
      ? []
      : [{ path: 'templateId', problem: 'The application may not use this template.', asked: templateId }]),
    ...(purposes.includes(purpose)
      ? []
      : [{ path: 'purpose', problem: 'The application may not ask for this purpose.', asked: purpose }]),
  ];
  return errors.length === 0 ? undefined : { code: 'CONSENT_REQUEST_EXCESSIVE', errors };
}

/** Members of a client that the adapter added. */
interface Admission {
  readonly application_templates: readonly string[];
  readonly application_purposes: readonly string[];
}
