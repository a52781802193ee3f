import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { exchange } from './exchange.ts';
import type { OutboundRequest } from './open-outbound.ts';
import { nearHttp, nearTcp } from './testing/far-host.ts';

const CAP = 64 * 1024;
const TEN_MEGABYTES = 10 * 1024 * 1024;

const get = (fact: Partial<OutboundRequest> = {}): OutboundRequest => ({
  url: 'http://gateway/keys?version=2',
  method: 'GET',
  maxResponseBytes: CAP,
  timeoutMs: 10_000,
  ...fact,
});
const code = (text: string) => expect.objectContaining({ name: 'OutboundError', code: text });

describe('the request', () => {
  it('carries path, headers and body, and who it is for', async () => {
    const seen: unknown[] = [];
    const { outbound } = await nearHttp(async (request, response) => {
      const { method, url, headers } = request;
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      response.end();
    });
    const body = new TextEncoder().encode('{"事件":1}');
    const headers = { 'webhook-id': 'evt_1', 'Content-Type': 'application/json' };
    await outbound.request(get({ method: 'POST', headers, body }));
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/keys?version=2',
        body: '{"事件":1}',
        headers: {
          host: 'gateway',
          connection: 'close',
          'accept-encoding': 'identity',
          'content-type': 'application/json',
          'content-length': '12',
          'webhook-id': 'evt_1',
        },
      },
    ]);
  });

  it('keeps host and framing headers to itself', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const { outbound } = await nearHttp((request, response) => {
      seen.push(request.headers);
      response.end();
    });
    const headers = {
      Host: 'metadata',
      'Transfer-Encoding': 'chunked',
      'content-length': '5',
      Upgrade: 'h2c',
    };
    await outbound.request(get({ headers }));
    expect(seen).toEqual([{ host: 'gateway', connection: 'close', 'accept-encoding': 'identity' }]);
  });

  it('cannot be split by a line break in a header', async () => {
    const { outbound, openConnections } = await nearHttp((_, response) => response.end());
    await expect(outbound.request(get({ headers: { 'x-name': 'a\r\nx-other: b' } }))).rejects.toThrow(
      TypeError,
    );
    await vi.waitFor(async () => expect(await openConnections()).toBe(0));
  });
});

describe('the answer', () => {
  it('comes with status, headers and body as they were sent', async () => {
    const { outbound } = await nearHttp((_, response) =>
      response
        .writeHead(
          418,
          [
            ['X-Twice', 'a'],
            ['X-Twice', 'b'],
            ['Content-Type', 'text/plain'],
          ].flat(),
        )
        .end('tea'),
    );
    const answer = await outbound.request(get());
    expect(answer).toMatchObject({
      status: 418,
      headers: { 'x-twice': 'a, b', 'content-type': 'text/plain' },
      body: new TextEncoder().encode('tea'),
    });
  });

  it('may be as long as the cap', async () => {
    const { outbound } = await nearHttp((_, response) => response.end(Buffer.alloc(CAP)));
    const { body } = await outbound.request(get());
    expect(body.byteLength).toBe(CAP);
  });

  it('may end with the connection, without a length (RFC 9112 §6.3)', async () => {
    const { outbound } = await nearTcp((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nto the end'));
    const { body } = await outbound.request(get());
    expect(new TextDecoder().decode(body)).toBe('to the end');
  });

  it('is not unfolded when compressed: a gzip bomb stays small', async () => {
    const bomb = gzipSync(Buffer.alloc(TEN_MEGABYTES));
    const { outbound } = await nearHttp((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const { body } = await outbound.request(get());
    expect(Buffer.from(body).equals(bomb)).toBe(true);
  });
});

describe('an answer that is too large', () => {
  it('is broken off when 10 MB arrive against a cap of 64 KB', async () => {
    const { outbound, openConnections } = await nearHttp((_, response) => {
      response.write(Buffer.alloc(TEN_MEGABYTES));
      response.end();
    });
    await expect(outbound.request(get())).rejects.toEqual(code('RESPONSE_TOO_LARGE'));
    await vi.waitFor(async () => expect(await openConnections()).toBe(0));
  });

  it('is broken off when its length is announced, before any of it is read', async () => {
    const { outbound } = await nearTcp((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${CAP + 1}\r\n\r\n`),
    );
    await expect(outbound.request(get())).rejects.toEqual(code('RESPONSE_TOO_LARGE'));
  });

  it('is one whose headers never end', async () => {
    const { outbound } = await nearTcp((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\n${'x-more: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(10_000)}`),
    );
    await expect(outbound.request(get())).rejects.toEqual(code('RESPONSE_TOO_LARGE'));
  });
});

describe('an answer that does not come in time', () => {
  it.each([
    ['hangs before the headers', (_: Socket) => {}],
    ['hangs within the headers', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nx-a')],
    [
      'hangs in the body',
      (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
    ],
    [
      'drips a byte at a time for ever',
      (socket: Socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 60000\r\n\r\n');
        const drip = setInterval(() => socket.write('a'), 10);
        socket.on('close', () => clearInterval(drip));
      },
    ],
    [
      'sends interim answers for ever (RFC 9110 §15.2)',
      (socket: Socket) => {
        const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 10);
        socket.on('close', () => clearInterval(drip));
      },
    ],
  ])('%s: TIMED_OUT, and the socket is free', async (_, behave) => {
    const { outbound, openConnections } = await nearTcp(behave);
    await expect(outbound.request(get({ timeoutMs: 150 }))).rejects.toEqual(code('TIMED_OUT'));
    await vi.waitFor(async () => expect(await openConnections()).toBe(0));
  });
});

describe('an answer that is broken', () => {
  it.each([
    ['nothing at all', ''],
    ['another protocol', 'SSH-2.0-OpenSSH_9.7\r\n'],
    ['half a header', 'HTTP/1.1 200 OK\r\ncontent-le'],
    ['less than announced', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'],
    ['a chunk without its end', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhe'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc'],
    [
      'length and chunks',
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'another protocol nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    ],
  ])('%s: RESPONSE_BROKEN', async (_, text) => {
    const { outbound } = await nearTcp((socket) => socket.end(text));
    await expect(outbound.request(get())).rejects.toEqual(code('RESPONSE_BROKEN'));
  });

  it('a socket that closed before the request: RESPONSE_BROKEN', async () => {
    const request = { method: 'GET', authority: 'gateway', path: '/', headers: {}, body: undefined } as const;
    await expect(exchange(new Socket().destroy(), { ...request, maxResponseBytes: CAP })).rejects.toEqual(
      code('RESPONSE_BROKEN'),
    );
  });

  it('names nothing of the URL or the answer in its error', async () => {
    const { outbound } = await nearTcp((socket) => socket.end('secret'));
    await expect(outbound.request(get({ url: 'http://gateway/path?token=1' }))).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/gateway|path|token|secret|10\.0/) }),
    );
  });
});
