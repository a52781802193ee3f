import { ErrorCode, FieldProblem, PlatformError } from '@xinqiao/contracts';
import { z } from 'zod';

interface Meaning {
  readonly code: ErrorCode;
  /** The option of the client that is most likely wrong. */
  readonly setting?: string;
}

/** OAuth error codes (RFC 6749 §5.2, RFC 9126, 9396, 9449, CIBA Core §11) as ours. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  invalid_authorization_details: { code: 'CONSENT_REQUEST_EXCESSIVE' },
  invalid_grant: { code: 'CALLBACK_INVALID' },
  invalid_client: { code: 'CONFIGURATION_INVALID', setting: 'applicationId, key' },
  unauthorized_client: { code: 'CONFIGURATION_INVALID', setting: 'applicationId' },
  invalid_redirect_uri: { code: 'CONFIGURATION_INVALID', setting: 'redirectUri' },
  invalid_request: { code: 'CONFIGURATION_INVALID' },
  invalid_scope: { code: 'CONFIGURATION_INVALID', setting: 'scopes' },
  invalid_target: { code: 'CONFIGURATION_INVALID', setting: 'baseUrl' },
  invalid_binding_message: { code: 'VALIDATION_FAILED' },
  access_denied: { code: 'CONSENT_REFUSED' },
  expired_token: { code: 'CONSENT_REQUEST_NOT_FOUND' },
  invalid_dpop_proof: { code: 'DPOP_PROOF_INVALID' },
  use_dpop_nonce: { code: 'DPOP_NONCE_REQUIRED' },
  server_error: { code: 'INTERNAL' },
  temporarily_unavailable: { code: 'SERVER_UNREACHABLE' },
};

/** `code` and `errors` are members of our own beside those of RFC 6749 §5.2. */
const OAuthErrorBody = z.object({
  error: z.string(),
  error_description: z.string().optional().catch(undefined),
  code: ErrorCode.optional().catch(undefined),
  errors: z.array(FieldProblem).optional().catch(undefined),
});

/** The error that an OAuth error body tells of; undefined when the body is none. */
export function oauthBodyError(body: unknown, requestId?: string): PlatformError | undefined {
  const parsed = OAuthErrorBody.safeParse(body);
  if (!parsed.success) return undefined;
  const { error, error_description: description, errors = [], code } = parsed.data;
  const meaning = MEANINGS[error];
  return new PlatformError(code ?? meaning?.code ?? 'RESPONSE_UNEXPECTED', {
    details: {
      oauthError: error,
      ...(description === undefined ? {} : { description }),
      ...(meaning?.setting === undefined ? {} : { setting: meaning.setting }),
    },
    errors,
    requestId,
  });
}
