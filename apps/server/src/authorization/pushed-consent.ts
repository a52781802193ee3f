import type { ApplicationId, ParticipantId } from '@xinqiao/contracts';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { requestConsent } from '../consents/request.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { checkedRequestOf, problemsOf } from './consent-details.ts';

/**
 * Runs around the pushed authorization request endpoint (RFC 9126): a request that passed becomes a PENDING
 * consent before its `request_uri` is given out; a refused one lists every problem.
 */
export const pushedConsent =
  (services: AuthorizationServices) =>
  async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    await next();
    if (ctx.oidc?.route !== 'pushed_authorization_request') return;
    const body = ctx.body as Record<string, unknown>;
    if (ctx.status !== 201) {
      const problems = problemsOf(ctx);
      if (problems !== undefined) ctx.body = { ...body, code: 'CONSENT_REQUEST_EXCESSIVE', errors: problems };
      return;
    }
    const pushed = ctx.oidc.entities.PushedAuthorizationRequest;
    const checked = checkedRequestOf(ctx);
    const { client } = ctx.oidc;
    if (pushed === undefined || client === undefined)
      throw new Error('a pushed request without request or client');
    const templateId = checked?.request.templateId ?? '';
    const allowed =
      checked !== undefined && (await templatesOf(services, client.clientId)).includes(templateId);
    if (!allowed) {
      await pushed.destroy();
      ctx.status = 400;
      ctx.body =
        checked === undefined
          ? { error: 'invalid_request', error_description: 'authorization_details is required' }
          : {
              error: 'invalid_authorization_details',
              error_description: 'the application may not use this template',
              code: 'CONSENT_REQUEST_EXCESSIVE',
              errors: [
                {
                  path: 'templateId',
                  problem: 'The application may not use this template.',
                  asked: templateId,
                },
              ],
            };
      return;
    }
    const consentId = await requestConsent(services, {
      ...checked,
      participantId: client.participant_id as ParticipantId,
      applicationId: client.clientId as ApplicationId,
      parId: pushed.jti,
      linkSeconds: body.expires_in as number,
    });
    ctx.body = { ...body, consent_id: consentId };
  };

const templatesOf = async ({ database }: AuthorizationServices, applicationId: string): Promise<string[]> =>
  (await database.transaction({}, (tx) => tx.application.findUnique({ where: { id: applicationId } })))
    ?.templates ?? [];
