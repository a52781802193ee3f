import { request as startRequest } from 'node:http';
import type { Socket } from 'node:net';
import { OutboundError } from './outbound-error.ts';

export interface OutboundResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** As sent: nothing is decompressed. */
  readonly body: Uint8Array;
}

interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly authority: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  readonly maxResponseBytes: number;
}

/** Set by us alone: they frame the message or name its receiver. */
const OURS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'expect',
  'upgrade',
]);

/**
 * One HTTP/1.1 request and its answer over an open socket, which no other request will use. Destroying the socket
 * breaks it off.
 *
 * @throws {OutboundError} `RESPONSE_TOO_LARGE` as soon as the cap is passed or announced to be; `RESPONSE_BROKEN`
 */
export function exchange(socket: Socket, options: Exchange): Promise<OutboundResponse> {
  const { method, path, body, maxResponseBytes } = options;
  const headers = {
    ...Object.fromEntries(Object.entries(options.headers).filter(([name]) => !OURS.has(name.toLowerCase()))),
    host: options.authority,
    connection: 'close',
    // A compressed answer could unfold to any size.
    'accept-encoding': 'identity',
    ...(body === undefined ? {} : { 'content-length': body.byteLength }),
  };
  return new Promise((resolve, reject) => {
    // Its last event has passed: a request over it would wait for ever.
    if (socket.destroyed) throw new OutboundError('RESPONSE_BROKEN');
    // With its own connection the request takes no agent, so neither pool nor proxy.
    const request = startRequest({ createConnection: () => socket, method, path, headers });
    const fail = (error: OutboundError) => {
      reject(error);
      request.destroy();
    };
    const broken = (error?: unknown) => fail(brokenBy(error));
    request.on('error', broken);
    let answered = false;
    request.on('close', () => {
      if (!answered) broken();
    });
    request.on('response', (response) => {
      answered = true;
      const tooLarge = () => fail(new OutboundError('RESPONSE_TOO_LARGE'));
      if (Number(response.headers['content-length'] ?? 0) > maxResponseBytes) return tooLarge();
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('error', broken);
      response.on('data', (chunk: Buffer) => {
        size += chunk.byteLength;
        if (size > maxResponseBytes) return tooLarge();
        chunks.push(chunk);
      });
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: joined(response.headersDistinct),
          body: new Uint8Array(Buffer.concat(chunks)),
        });
      });
    });
    request.end(body);
  });
}

const joined = (headers: NodeJS.Dict<string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, values = []]) => [name, values.join(', ')]));

const brokenBy = (error: unknown): OutboundError => {
  const failure = new OutboundError('RESPONSE_BROKEN', error);
  return failure.systemCode === 'HPE_HEADER_OVERFLOW' ? new OutboundError('RESPONSE_TOO_LARGE') : failure;
};
