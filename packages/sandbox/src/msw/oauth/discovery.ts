import { DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';

const ALGORITHMS = ['ES256', 'PS256'];

/** Metadata of the authorization server (RFC 8414, OpenID Connect Discovery 1.0): what it does here. */
export const serverMetadata = ({ issuer }: Platform) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  pushed_authorization_request_endpoint: `${issuer}/request`,
  require_pushed_authorization_requests: true,
  jwks_uri: `${issuer}/jwks`,
  scopes_supported: ['openid'],
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'client_credentials'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['ES256'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
  dpop_signing_alg_values_supported: ALGORITHMS,
  authorization_details_types_supported: [DATA_CONSENT_TYPE],
  authorization_response_iss_parameter_supported: true,
});
