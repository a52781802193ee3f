import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { OutboundError } from './outbound-error.ts';

/** Starts a TCP connection to exactly this address: there is no name left to resolve. */
export type Connect = (target: { readonly address: string; readonly port: number }) => Socket;

/** Addresses tried before giving up, so that a long answer cannot make us knock at a thousand doors. */
const MOST_ADDRESSES = 4;

export interface Target {
  /** Checked addresses, tried in this order. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** Name the certificate must be for; also sent as SNI unless it is an address. */
  readonly hostname: string;
  readonly secure: boolean;
}

interface SocketOptions {
  readonly connect: Connect;
  readonly secureContext: SecureContext;
  /** For each address, and again for the TLS handshake, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Breaks off the connection, also once it is open. */
  readonly signal: AbortSignal;
}

/**
 * Opens a connection that is ready for HTTP.
 *
 * @returns A socket the caller must destroy
 * @throws {OutboundError} `CONNECTION_FAILED` or `TIMED_OUT` of the last address tried; `TLS_FAILED`
 */
export async function openSocket(target: Target, options: SocketOptions): Promise<Socket> {
  const socket = await connectToAny(target, options);
  if (!target.secure) return socket;
  const secured = connectTls({
    socket,
    host: target.hostname,
    ...(isIP(target.hostname) === 0 ? { servername: target.hostname } : {}),
    secureContext: options.secureContext,
    ALPNProtocols: ['http/1.1'],
    // Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    rejectUnauthorized: true,
  });
  try {
    return await ready(secured, 'secureConnect', 'TLS_FAILED', options);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function connectToAny(target: Target, options: SocketOptions): Promise<Socket> {
  let failure: unknown = new OutboundError('CONNECTION_FAILED');
  for (const address of target.addresses.slice(0, MOST_ADDRESSES)) {
    options.signal.throwIfAborted();
    try {
      const socket = options.connect({ address, port: target.port });
      return await ready(socket, 'connect', 'CONNECTION_FAILED', options);
    } catch (error) {
      if (options.signal.aborted) throw error;
      failure = error;
    }
  }
  throw failure;
}

/** Waits until the socket has come this far; destroys it when it does not, in time. */
function ready(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  code: 'CONNECTION_FAILED' | 'TLS_FAILED',
  { signal, connectTimeoutMs }: SocketOptions,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (error: OutboundError) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(new OutboundError('TIMED_OUT')), connectTimeoutMs);
    signal.addEventListener('abort', () => fail(new OutboundError(code)), { once: true });
    // These stay on: a socket may fail at any later moment too, and must not take the process with it.
    socket.on('error', (error) => fail(new OutboundError(code, error)));
    socket.on('close', () => fail(new OutboundError(code)));
    socket.once(event, () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });
}
