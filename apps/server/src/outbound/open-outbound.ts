import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP } from 'node:net';
import { createSecureContext, getCACertificates } from 'node:tls';
import { addressRule } from './address-rule.ts';
import { type CheckedUrl, checkedUrl } from './checked-url.ts';
import { exchange, type OutboundResponse } from './exchange.ts';
import { type Connect, openSocket } from './open-socket.ts';
import { OutboundError } from './outbound-error.ts';

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export interface OutboundRequest {
  /** https, or http where the operator opened the address block; no user name, password or fragment. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Ports that may be called on the public internet. Default all; in blocks the operator opened always all. */
  readonly ports?: readonly number[];
  /** Default none. Host, framing and encoding headers are set by the client itself. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Most bytes of body to take; more is an error. */
  readonly maxResponseBytes: number;
  /** From the DNS query to the last byte, in milliseconds. */
  readonly timeoutMs: number;
  /** For each address, and again for the TLS handshake, in milliseconds. Default 5 000. */
  readonly connectTimeoutMs?: number;
  /** Breaks the request off, `TIMED_OUT`: whoever waited for it waits no more. */
  readonly signal?: AbortSignal;
}

/** HTTP to addresses that other people name. */
export interface Outbound {
  /**
   * Sends one request. A redirect is an answer like any other: it is never followed.
   *
   * @throws {OutboundError} with the reason; the request may still have been received
   */
  request(request: OutboundRequest): Promise<OutboundResponse>;
  /**
   * Whether a URL may be called, as far as its text and the addresses its host has now say. Nothing is connected, and
   * every request checks anew.
   *
   * @throws {OutboundError} `URL_NOT_ALLOWED`, `ADDRESS_NOT_ALLOWED`, `NAME_NOT_RESOLVED` or, after 5 s, `TIMED_OUT`
   */
  check(url: string): Promise<void>;
  /** Breaks off what is under way (`CONNECTION_FAILED`) and takes no more. */
  close(): void;
}

export interface OutboundOptions {
  /** CIDR blocks of private addresses that may be called, also over http. Default none. */
  readonly allowPrivate?: readonly string[];
  /** CIDR blocks that are not called though they look public. Default none. */
  readonly refuse?: readonly string[];
  /** Certificate authorities beside the built-in ones, PEM; for a network with its own. Default none. */
  readonly authorities?: readonly string[];
  /** Default: the system’s resolver. */
  readonly resolve?: Resolve;
  /** Default: TCP. */
  readonly connect?: Connect;
}

/** Longest wait for the answer of a resolver when a URL is only checked, in milliseconds. */
const CHECK_TIMEOUT_MS = 5_000;

/**
 * An HTTP client that cannot be turned against the network it stands in (server-side request forgery).
 *
 * Names are resolved once, every address of the answer is checked, and the connection goes to one of exactly these:
 * a second, different answer of the same name (DNS rebinding) is never asked for.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID` for an address block that cannot be read or must stay closed
 */
export function openOutbound(options: OutboundOptions = {}): Outbound {
  const { allowPrivate = [], refuse = [], authorities = [] } = options;
  const resolve = askingOnce(options.resolve ?? systemResolve);
  const connect = options.connect ?? (({ address, port }) => connectTcp({ host: address, port }));
  const judge = addressRule(allowPrivate, refuse);
  const secureContext = createSecureContext({
    minVersion: 'TLSv1.2',
    ...(authorities.length === 0 ? {} : { ca: [...getCACertificates('default'), ...authorities] }),
  });
  const underWay = new Set<AbortController>();
  let closed = false;

  /** The addresses of the host: all of them allowed, or none is given. */
  async function addressesOf(
    { hostname, secure, port }: CheckedUrl,
    signal: AbortSignal,
    ports?: readonly number[],
  ): Promise<readonly string[]> {
    if (!secure && allowPrivate.length === 0) throw new OutboundError('URL_NOT_ALLOWED');
    const addresses =
      isIP(hostname) === 0 ? await orAborted(answerOf(resolve, hostname), signal) : [hostname];
    const verdicts = addresses.map(judge);
    if (verdicts.includes('REFUSED')) throw new OutboundError('ADDRESS_NOT_ALLOWED');
    if (!secure && verdicts.includes('PUBLIC')) throw new OutboundError('URL_NOT_ALLOWED');
    if (ports?.includes(port) === false && verdicts.includes('PUBLIC'))
      throw new OutboundError('ADDRESS_NOT_ALLOWED');
    return addresses;
  }

  async function send(request: OutboundRequest, signal: AbortSignal): Promise<OutboundResponse> {
    const url = checkedUrl(request.url);
    const addresses = await addressesOf(url, signal, request.ports);
    const { connectTimeoutMs = 5_000, headers = {}, body, method, maxResponseBytes } = request;
    const socket = await openSocket(
      { ...url, addresses },
      { connect, secureContext, connectTimeoutMs, signal },
    );
    try {
      const { authority, path } = url;
      const answer = exchange(socket, { method, authority, path, headers, body, maxResponseBytes });
      return await orAborted(answer, signal);
    } finally {
      socket.destroy();
    }
  }

  /** Does it in time, or until the client is closed. */
  async function within<T>(
    timeoutMs: number,
    work: (signal: AbortSignal) => Promise<T>,
    callers?: AbortSignal,
  ): Promise<T> {
    if (closed) throw new OutboundError('CONNECTION_FAILED');
    if (callers?.aborted === true) throw new OutboundError('TIMED_OUT');
    const ending = new AbortController();
    const tooLate = () => ending.abort(new OutboundError('TIMED_OUT'));
    const timer = setTimeout(tooLate, timeoutMs);
    callers?.addEventListener('abort', tooLate, { once: true });
    underWay.add(ending);
    try {
      return await work(ending.signal);
    } catch (error) {
      throw ending.signal.aborted ? ending.signal.reason : error;
    } finally {
      clearTimeout(timer);
      callers?.removeEventListener('abort', tooLate);
      underWay.delete(ending);
    }
  }

  return {
    request: (request) => within(request.timeoutMs, (signal) => send(request, signal), request.signal),
    check: (url) =>
      within(CHECK_TIMEOUT_MS, async (signal) => {
        await addressesOf(checkedUrl(url), signal);
      }),
    close() {
      closed = true;
      for (const ending of underWay) ending.abort(new OutboundError('CONNECTION_FAILED'));
    },
  };
}

const systemResolve: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true, order: 'verbatim' })).map(({ address }) => address);

/**
 * Whoever wants a name that is being asked for waits for that answer. The system resolves two names at a time: calls of
 * one host whose name hangs would keep every other host waiting.
 */
function askingOnce(resolve: Resolve): Resolve {
  const underWay = new Map<string, Promise<readonly string[]>>();
  return (hostname) => {
    const answer = underWay.get(hostname) ?? resolve(hostname).finally(() => underWay.delete(hostname));
    underWay.set(hostname, answer);
    return answer;
  };
}

async function answerOf(resolve: Resolve, hostname: string): Promise<readonly string[]> {
  const addresses = await resolve(hostname).catch((error: unknown) => {
    throw new OutboundError('NAME_NOT_RESOLVED', error);
  });
  if (addresses.length === 0) throw new OutboundError('NAME_NOT_RESOLVED');
  return addresses;
}

/** The result, unless the signal comes first: whatever the work does, the time limit holds. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    work.then(resolve, reject);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
