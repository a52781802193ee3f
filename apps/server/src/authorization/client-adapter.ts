import { DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import type { ApplicationKeyRow, ApplicationRow, Database } from '@xinqiao/db';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { keyState } from '../applications/key-state.ts';
import { applicationRefusal, readStanding } from '../applications/standing.ts';
import type { AuthorizationServices } from './authorization-services.ts';
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
    const inForce = application.keys.filter((key) => keyState(application, key, now) === 'IN_FORCE');
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
  const { id, participantId, redirectUris, scopes, purposes, templates } = application;
  const codeFlow = redirectUris.length > 0;
  return {
    client_id: id,
    participant_id: participantId,
    token_endpoint_auth_method: 'private_key_jwt',
    id_token_signed_response_alg: 'ES256',
    authorization_signed_response_alg: 'ES256',
    jwks: { keys: keys.map(({ jwk }) => jwk) },
    redirect_uris: redirectUris,
    grant_types: codeFlow ? ['authorization_code', 'client_credentials'] : ['client_credentials'],
    response_types: codeFlow ? ['code'] : [],
    application_scopes: scopes.join(' '),
    application_purposes: purposes,
    application_templates: templates,
    require_pushed_authorization_requests: true,
    dpop_bound_access_tokens: true,
    authorization_details_types: [DATA_CONSENT_TYPE],
  } as unknown as AdapterPayload;
}

async function readOnly(): Promise<never> {
  throw new Error('applications are not changed through the authorization server');
}
