import type { ApplicationId, ConsentId, ParticipantId } from '@xinqiao/contracts';
import { DatabaseUnavailable } from '@xinqiao/db';
import type { KoaContextWithOIDC } from 'oidc-provider';
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
  const templateId = checked?.request.templateId ?? '';
  if (checked === undefined || !(await templatesOf(services, client.clientId)).includes(templateId)) {
    await pushed.destroy();
    return checked === undefined
      ? {
          code: 'VALIDATION_FAILED',
          errors: [{ path: 'authorization_details', problem: 'Say what is asked for.' }],
        }
      : {
          code: 'CONSENT_REQUEST_EXCESSIVE',
          errors: [
            { path: 'templateId', problem: 'The application may not use this template.', asked: templateId },
          ],
        };
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

const templatesOf = async ({ database }: AuthorizationServices, applicationId: string): Promise<string[]> =>
  (await database.transaction({}, (tx) => tx.application.findUnique({ where: { id: applicationId } })))
    ?.templates ?? [];
