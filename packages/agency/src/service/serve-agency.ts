import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { plainOrigin, readOrigin } from '../client/origin.ts';
import type { SigningKey, VerifyingKey } from '../signatures/message-keys.ts';
import { handleRequest, type OutgoingMessageParts, refuse, type ServiceContext } from './handle-request.ts';
import type { AgencyHoldings } from './holdings.ts';
import { NonceMemory } from './nonce-memory.ts';

/** Most bytes of a request; the longest of the contract is far shorter. */
const MOST_BODY_BYTES = 64 * 1024;
/** From the first byte of a request to its last, in milliseconds. */
const REQUEST_TIMEOUT_MS = 10_000;
/** How often that is looked at, in milliseconds. */
const TIMEOUT_CHECK_MS = 1_000;
/** Connections at once; further ones are closed. The platform makes far fewer. */
const MOST_CONNECTIONS = 256;

export interface AgencyServiceOptions {
  readonly holdings: AgencyHoldings;
  readonly key: SigningKey;
  /** The platform’s public keys; two while it changes them. */
  readonly platformKeys: readonly VerifyingKey[];
  /** Port to listen on; 0 = any free one. */
  readonly port: number;
  /** Address to listen on. Default 127.0.0.1; TLS is ended before the service. */
  readonly host?: string;
  /** Scheme, host and port by which the platform calls it. Default `http://<host>:<port>`. */
  readonly origin?: string;
  /** Default: the system’s clock. */
  readonly now?: () => Date;
  /** Told of what failed and of which item, for the agency’s own log; it may hold the agency’s data. Default: nobody. */
  readonly onFailure?: ServiceContext['onFailure'];
}

export interface AgencyService {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves the contract over HTTP until it is closed.
 *
 * Nonces are kept in the memory of this process: behind a balancer send one platform to one process.
 *
 * @throws {AgencyError} `ORIGIN_INVALID`; what listening throws
 */
export async function serveAgency(options: AgencyServiceOptions): Promise<AgencyService> {
  const { host = '127.0.0.1', now = () => new Date(), onFailure = () => undefined } = options;
  const named = options.origin === undefined ? undefined : readOrigin(options.origin);
  let context: ServiceContext | undefined;
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => {
      if (context !== undefined) void answer(context, request, response);
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  const { origin, authority } = named ?? readOrigin(plainOrigin(host, port));
  const { holdings, key, platformKeys } = options;
  context = { holdings, key, platformKeys, authority, nonces: new NonceMemory(), now, onFailure };
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  context: ServiceContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await readBody(request);
    const parts =
      body === undefined
        ? refuse(context, undefined, { code: 'BODY_TOO_LARGE' })
        : await handleRequest(context, {
            method: request.method ?? '',
            target: request.url ?? '',
            fields: joined(request.headersDistinct),
            body,
          });
    send(response, parts, body === undefined);
  } catch {
    // The other side went away in the middle of its request.
    response.destroy();
  }
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MOST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, fields, body }: OutgoingMessageParts, last: boolean): void {
  response.writeHead(status, {
    ...fields,
    'content-length': body.byteLength,
    'cache-control': 'no-store',
    ...(last ? { connection: 'close' } : {}),
  });
  response.end(body);
}

const joined = (headers: NodeJS.Dict<string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, values = []]) => [name, values.join(', ')]));
