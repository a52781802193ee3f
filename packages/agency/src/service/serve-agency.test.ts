import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type MessageJwk, signingKey, verifyingKey } from '../signatures/message-keys.ts';
import { type AgencyService, type AgencyServiceOptions, serveAgency } from './serve-agency.ts';

const key = (kid: string): MessageJwk => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  kid,
});
const HOLDS_NOTHING: AgencyServiceOptions = {
  holdings: {
    items: ['tax.credit-grades'],
    read: async () => ({ kind: 'no-data', asOf: null, version: null }),
  },
  key: signingKey(key('agency-1')),
  platformKeys: [verifyingKey(key('platform-1'))],
  port: 0,
};

let service: AgencyService | undefined;
const serve = async (fact: Partial<AgencyServiceOptions> = {}): Promise<AgencyService> => {
  service = await serveAgency({ ...HOLDS_NOTHING, ...fact });
  return service;
};
const portOf = ({ origin }: AgencyService): number => Number(new URL(origin).port);
afterEach(async () => {
  await service?.close();
  service = undefined;
});

/** What comes back over one connection until the service closes it. */
async function answerTo(port: number, text: string): Promise<string> {
  const socket: Socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    answer += chunk;
  });
  // A connection that is refused may be reset.
  socket.on('error', () => undefined);
  socket.write(text);
  await new Promise((resolve) => socket.once('close', resolve));
  return answer;
}

describe('serveAgency', () => {
  it('does not begin to listen under a name that is none', async () => {
    const port = portOf(await serve());
    await service?.close();
    await expect(serve({ port, origin: 'https://data.agency.example/api' })).rejects.toMatchObject({
      code: 'ORIGIN_INVALID',
    });
    expect(portOf(await serve({ port }))).toBe(port);
  });

  it.each([
    ['announced', `content-length: 200000\r\n\r\n${' '.repeat(200_000)}`],
    ['in chunks', `transfer-encoding: chunked\r\n\r\n${`8000\r\n${' '.repeat(0x8000)}\r\n`.repeat(3)}`],
  ])('answers 413 to a body of more than 64 KiB, %s, and hangs up', async (_how, rest) => {
    const answer = await answerTo(portOf(await serve()), `POST /v1/read HTTP/1.1\r\nhost: agency\r\n${rest}`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 .*BODY_TOO_LARGE/s);
  });

  it('says nothing but that to whoever has no pinned key, and signs it not', async () => {
    const answer = await fetch(`${(await serve()).origin}/v1/nowhere`);
    expect(answer.headers.get('signature')).toBeNull();
    expect(await answer.json()).toEqual({
      ...{ type: 'about:blank', status: 401, code: 'SIGNATURE_REFUSED', reason: 'SIGNATURE_MISSING' },
    });
  });

  it('closes connections beyond 256, and answers those it has', async () => {
    const port = portOf(await serve());
    const open = await Promise.all(
      Array.from({ length: 256 }, async () => {
        const socket = connect(port, '127.0.0.1');
        await once(socket, 'connect');
        return socket;
      }),
    );
    try {
      expect(await answerTo(port, 'GET /v1/health HTTP/1.1\r\nhost: agency\r\n\r\n')).toBe('');
      const [first] = open as [Socket];
      first.write('GET /v1/health HTTP/1.1\r\nhost: agency\r\n\r\n');
      const [answer] = await once(first, 'data');
      expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /);
    } finally {
      for (const socket of open) socket.destroy();
    }
  });
});
