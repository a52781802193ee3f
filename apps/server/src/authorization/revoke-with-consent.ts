import { type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { type Client, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { changeConsent } from '../consents/change.ts';
import { consentIdOf } from './accounts.ts';
import type { AuthorizationServices } from './authorization-services.ts';

/**
 * Revocation of a refresh token (RFC 7009 §2.1), by the application it was given to and by nobody else.
 *
 * The grant is the consent: it ends first, in the same way and with the same log entry as by `consents.revoke`, and
 * only then the token. A request that was cut off between the two ends the token when it is repeated.
 */
export const revokeWithConsent =
  (services: AuthorizationServices, database: Database) =>
  async (
    ctx: KoaContextWithOIDC,
    client: Client,
    token: { readonly kind?: string; readonly clientId?: string; readonly grantId?: string },
  ): Promise<boolean> => {
    if (token.clientId !== client.clientId)
      throw new errors.InvalidRequest('the token was given to another client');
    const grant = await ctx.oidc.provider.Grant.find(token.grantId ?? '');
    const consentId = consentIdOf(grant);
    if (consentId === undefined) return true;
    const participantId = client.participant_id as ParticipantId;
    await database
      .transaction({ participantId }, (tx) =>
        changeConsent(services, tx, {
          consentId,
          change: { act: 'REVOKE', by: 'PARTICIPANT' },
          actor: client.clientId,
          reason: 'NO_LONGER_NEEDED',
        }),
      )
      .catch((error: unknown) => {
        // It ended another way before.
        if (!(error instanceof PlatformError && error.code === 'CONSENT_TRANSITION_ILLEGAL')) throw error;
      });
    return true;
  };
