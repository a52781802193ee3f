import { DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import type { ApplicationKeyRow, ApplicationRow, Database } from '@xinqiao/db';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { keyState } from '../applications/key-state.ts';
import { applicationRefusal, readStanding } from '../applications/standing.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { CIBA_GRANT } from './backchannel/ciba.ts';
import { noteStanding } from './client-standing.ts';

/**
 * Applications as OAuth clients under FAPI 2.0: private_key_jwt, pushed requests, DPoP-bound tokens.
 *
 * Read at every use: an application that is not served, or has no key in force, is unknown at once, and a key that
 * is not in force verifies nothing.
 */
export const clientAdapter = (services: AuthorizationServices, database: Database): Adapter => ({
  async find(id) {
    const found = await database.transaction({}, async (tx) => {
      const application = await tx.application.findUnique({ where: { id }, include: { keys: true } });
      if (application === null) return undefined;
      const { participantId } = application;
      return {
        application,
        standing: await readStanding(services, tx, { participantId, applicationId: id }),
      };
    });
    if (found === undefined) return undefined;
    const { application, standing } = found;
    const now = services.tokenClock.now();
    // A key that data are encrypted to proves nobody.
    const inForce = application.keys.filter(
      (key) => key.use === 'sig' && keyState(application, key, now) === 'IN_FORCE',
    );
    const refusal = applicationRefusal(services.environment, standing);
    noteStanding({
      code: refusal?.code ?? (inForce.length === 0 ? 'KEY_NOT_IN_FORCE' : undefined),
      keysNotInForce: application.keys.filter((key) => !inForce.includes(key)).map(({ kid }) => kid),
    });
    return refusal === undefined && inForce.length > 0 ? clientOf(application, inForce) : undefined;
  },
  upsert: readOnly,
  consume: readOnly,
  destroy: readOnly,
  revokeByGrantId: readOnly,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
});

function clientOf(application: ApplicationRow, keys: readonly ApplicationKeyRow[]): AdapterPayload {
  const { id, participantId, redirectUris, notificationUri, scopes, purposes, templates } = application;
  const codeFlow = redirectUris.length > 0;
  // Whoever may end consents may ask for them over the back channel; there is no address it needs for that.
  const decoupled = scopes.includes('consents:write');
  return {
    client_id: id,
    participant_id: participantId,
    token_endpoint_auth_method: 'private_key_jwt',
    id_token_signed_response_alg: 'ES256',
    authorization_signed_response_alg: 'ES256',
    jwks: { keys: keys.map(({ jwk }) => jwk) },
    redirect_uris: redirectUris,
    grant_types: [
      'client_credentials',
      ...(codeFlow ? ['authorization_code'] : []),
      ...(decoupled ? [CIBA_GRANT] : []),
      ...(codeFlow || decoupled ? ['refresh_token'] : []),
    ],
    ...(decoupled ? deliveryOf(notificationUri) : {}),
    response_types: codeFlow ? ['code'] : [],
    application_scopes: scopes.join(' '),
    application_purposes: purposes,
    application_templates: templates,
    require_pushed_authorization_requests: true,
    dpop_bound_access_tokens: true,
    authorization_details_types: [DATA_CONSENT_TYPE],
  } as unknown as AdapterPayload;
}

/** How a bank hears that a decoupled request was answered (CIBA Core §5). */
const deliveryOf = (notificationUri: string | null) =>
  notificationUri === null
    ? { backchannel_token_delivery_mode: 'poll' }
    : {
        backchannel_token_delivery_mode: 'ping',
        // We call it ourselves; the library, which only reads it, wants https also on a sandbox’s own machine.
        backchannel_client_notification_endpoint: notificationUri.replace(/^http:/, 'https:'),
      };

async function readOnly(): Promise<never> {
  throw new Error('applications are not changed through the authorization server');
}
