import { OutboundError } from './outbound-error.ts';

/** Longest URL we call, in characters. */
const MAX_LENGTH = 2_048;

/** What of a URL is needed to call it, after the rules that need no network. */
export interface CheckedUrl {
  readonly secure: boolean;
  /** Host name in lower case, or an IP address without brackets; never a trailing dot. */
  readonly hostname: string;
  readonly port: number;
  /** Value of the Host header: with the port where it is not the scheme’s own. */
  readonly authority: string;
  /** Path and query. */
  readonly path: string;
}

/**
 * Reads a URL as browsers do (WHATWG URL), so that odd spellings of an address come out as the address they mean.
 *
 * @throws {OutboundError} `URL_NOT_ALLOWED`: other scheme, user name, password, fragment, longer than 2 048 characters
 */
export function checkedUrl(text: string): CheckedUrl {
  const url = text.length <= MAX_LENGTH && URL.canParse(text) ? new URL(text) : undefined;
  // A lone `#` leaves no trace in `url.hash`.
  if (
    url === undefined ||
    (url.protocol !== 'https:' && url.protocol !== 'http:') ||
    url.username !== '' ||
    url.password !== '' ||
    text.includes('#')
  )
    throw new OutboundError('URL_NOT_ALLOWED');
  const secure = url.protocol === 'https:';
  return {
    secure,
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, ''),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    authority: url.host,
    path: `${url.pathname}${url.search}`,
  };
}
