const MESSAGES = {
  URL_NOT_ALLOWED: 'The address is not an allowed URL. Use https, without user name, password or fragment.',
  ADDRESS_NOT_ALLOWED: 'The host is not on the public internet. Use a host with public addresses only.',
  NAME_NOT_RESOLVED: 'The host name has no address. Check the name and its DNS records.',
  CONNECTION_FAILED:
    'The host does not accept a connection. Check that it is up and its firewall lets us in.',
  TLS_FAILED: 'No trusted TLS connection came about. Check certificate, chain, name and protocol version.',
  TIMED_OUT: 'The host did not answer completely in time. Check its load, then try again.',
  RESPONSE_TOO_LARGE: 'The answer is larger than allowed. Answer with less.',
  RESPONSE_BROKEN: 'The answer broke off or is not HTTP/1.1. Check what listens on that port.',
} as const;

export type OutboundErrorCode = keyof typeof MESSAGES;

/**
 * Why a request left without an answer. The message is fixed by the code: no URL, address or header is ever in it,
 * so it may be logged and shown to the owner of the address.
 */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly code: OutboundErrorCode;
  /** Code of the system or of TLS, for the operator: `ECONNREFUSED`, `CERT_HAS_EXPIRED`; never a text with names. */
  readonly systemCode: string | undefined;

  constructor(code: OutboundErrorCode, systemError?: unknown) {
    super(MESSAGES[code]);
    this.code = code;
    this.systemCode = codeOf(systemError);
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
