/** What happened and what to do next; never a code, a name or a record. */
const MESSAGES = {
  KEY_INVALID: 'The key is not a JWK of ES256 (P-256) or Ed25519 with a kid. Make one anew.',
  ORIGIN_INVALID: 'The address is not a scheme, host and port alone. Leave path, query and user name out.',
  DIGEST_MISSING: 'The message has no Content-Digest with sha-256 (RFC 9530). Send one.',
  DIGEST_MISMATCH: 'The body is not the one its Content-Digest names. Send it whole and unchanged.',
  SIGNATURE_MISSING: 'The message bears no signature of this contract (RFC 9421). Sign it.',
  SIGNATURE_MALFORMED: 'The signature fields cannot be read or name what is not known. Check RFC 9421.',
  SIGNATURE_INCOMPLETE:
    'The signature leaves out a component or parameter it must cover. See the list in the contract.',
  SIGNATURE_KEY_UNKNOWN: 'No pinned key has that key id. Exchange public keys anew.',
  SIGNATURE_STALE: 'The signature was made too long ago, is to come, or has ended. Check both clocks.',
  SIGNATURE_INVALID: 'The signature does not verify. Check key, components and what lies between.',
  SIGNATURE_REPEATED: 'The nonce was used before. Sign each request anew.',
  ANSWER_STATUS: 'The agency did not answer 200. See its log.',
  ANSWER_TYPE: 'The answer is not application/json. Check what stands between.',
  ANSWER_MALFORMED: 'The answer has not the shape of the contract. See docs/reference/agency-openapi.json.',
  ANSWER_TO_ANOTHER: 'The answer speaks of another subject, item or range than was asked about.',
} as const;

export type AgencyErrorCode = keyof typeof MESSAGES;

/** The only error this package throws itself. The message is fixed by the code, so it may be logged. */
export class AgencyError extends Error {
  override readonly name = 'AgencyError';
  readonly code: AgencyErrorCode;
  /** HTTP status of the answer; only with `ANSWER_STATUS`. */
  readonly status: number | undefined;

  constructor(code: AgencyErrorCode, status?: number) {
    super(MESSAGES[code]);
    this.code = code;
    this.status = status;
  }
}
