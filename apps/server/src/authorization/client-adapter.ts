import { DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { Adapter, AdapterPayload } from 'oidc-provider';

/**
 * Applications as OAuth clients under FAPI 2.0: private_key_jwt, pushed requests, DPoP-bound tokens.
 * Read at every use, so that a suspended application is unknown at once.
 */
export const clientAdapter = (database: Database): Adapter => ({
  async find(id) {
    const row = await database.transaction({}, (tx) =>
      tx.application.findUnique({ where: { id }, include: { participant: true } }),
    );
    if (row === null || row.status !== 'ACTIVE' || row.participant.status !== 'ACTIVE') return undefined;
    const codeFlow = row.redirectUris.length > 0;
    return {
      client_id: row.id,
      participant_id: row.participantId,
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      id_token_signed_response_alg: 'ES256',
      authorization_signed_response_alg: 'ES256',
      jwks: row.jwks,
      redirect_uris: row.redirectUris,
      grant_types: codeFlow ? ['authorization_code', 'client_credentials'] : ['client_credentials'],
      response_types: codeFlow ? ['code'] : [],
      application_scopes: row.scopes.join(' '),
      require_pushed_authorization_requests: true,
      dpop_bound_access_tokens: true,
      authorization_details_types: [DATA_CONSENT_TYPE],
    } as unknown as AdapterPayload;
  },
  upsert: readOnly,
  consume: readOnly,
  destroy: readOnly,
  revokeByGrantId: readOnly,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
});

async function readOnly(): Promise<never> {
  throw new Error('applications are not changed through the authorization server');
}
