import { once } from 'node:events';
import { type AddressInfo, connect as connectTcp, createServer, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { OutboundRequest } from './open-outbound.ts';
import { FAR_NAME, farHttps, nearHttp, nearTcp } from './testing/far-host.ts';
import { selfSigned } from './testing/self-signed.ts';

const get = (fact: Partial<OutboundRequest> = {}): OutboundRequest => ({
  url: `https://${FAR_NAME}/`,
  method: 'GET',
  maxResponseBytes: 1_000,
  timeoutMs: 10_000,
  ...fact,
});

/** A port of this machine where nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A port of this machine where this text is the answer to everything. */
async function listening(answer: string): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => {}).end(answer)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe('TLS', () => {
  it('names the host, not the address, to the server (RFC 6066 §3)', async () => {
    const { outbound } = await farHttps((request, response) =>
      response.end((request.socket as TLSSocket & { servername: string }).servername),
    );
    const { body } = await outbound.request(get({ url: 'https://bank.example./' }));
    expect(new TextDecoder().decode(body)).toBe(FAR_NAME);
  });

  it('refuses a certificate nobody vouches for', async () => {
    const { outbound } = await farHttps((_, response) => response.end(), { authorities: [] });
    await expect(outbound.request(get())).rejects.toMatchObject({
      code: 'TLS_FAILED',
      systemCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  it('refuses it also when the environment says otherwise', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { outbound } = await farHttps((_, response) => response.end(), { authorities: [] });
    await expect(outbound.request(get())).rejects.toMatchObject({ code: 'TLS_FAILED' });
  });

  it('refuses a certificate for another name', async () => {
    const { outbound } = await farHttps((_, response) => response.end(), {}, selfSigned('other.example'));
    await expect(outbound.request(get())).rejects.toMatchObject({
      code: 'TLS_FAILED',
      systemCode: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('refuses the certificate of a name where the URL holds an address', async () => {
    const { outbound } = await farHttps((_, response) => response.end());
    await expect(outbound.request(get({ url: 'https://93.184.215.14/' }))).rejects.toMatchObject({
      code: 'TLS_FAILED',
      systemCode: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('refuses an expired certificate', async () => {
    const { outbound } = await farHttps((_, response) => response.end(), {}, selfSigned(FAR_NAME, true));
    await expect(outbound.request(get())).rejects.toMatchObject({
      code: 'TLS_FAILED',
      systemCode: 'CERT_HAS_EXPIRED',
    });
  });

  it('refuses a server that speaks no TLS', async () => {
    const { outbound } = await nearHttp((_, response) => response.end());
    await expect(outbound.request(get())).rejects.toMatchObject({ code: 'TLS_FAILED' });
  });

  it('gives up on a server that never shakes hands, and lets go of it', async () => {
    const { outbound, openConnections } = await nearTcp(() => {});
    await expect(outbound.request(get({ connectTimeoutMs: 50 }))).rejects.toMatchObject({
      code: 'TIMED_OUT',
    });
    await vi.waitFor(async () => expect(await openConnections()).toBe(0));
  });

  it('refuses a server that hangs up during the handshake', async () => {
    const { outbound } = await nearTcp((socket) => socket.end());
    await expect(outbound.request(get())).rejects.toMatchObject({ code: 'TLS_FAILED' });
  });
});

describe('TCP', () => {
  it('says that nobody listens', async () => {
    const port = await closedPort();
    const { outbound } = await farHttps(() => {}, { connect: () => connectTcp({ host: '127.0.0.1', port }) });
    await expect(outbound.request(get())).rejects.toMatchObject({
      code: 'CONNECTION_FAILED',
      systemCode: 'ECONNREFUSED',
    });
  });

  it('takes the next address when one does not answer, and lets go of the first', async () => {
    const tried: string[] = [];
    const silent = new Socket();
    const port = await listening('HTTP/1.1 204 No Content\r\n\r\n');
    const { outbound } = await nearHttp(() => {}, {
      resolve: async () => ['fd00::1', '10.0.0.1'],
      allowPrivate: ['10.0.0.0/8', 'fd00::/8'],
      connect: ({ address }) => {
        tried.push(address);
        return address === '10.0.0.1' ? connectTcp({ host: '127.0.0.1', port }) : silent;
      },
    });
    const { status } = await outbound.request(get({ url: 'http://gateway/', connectTimeoutMs: 300 }));
    expect({ status, tried }).toEqual({ status: 204, tried: ['fd00::1', '10.0.0.1'] });
    expect(silent.destroyed).toBe(true);
  });

  it('knocks at four doors at most', async () => {
    const tried: string[] = [];
    const port = await closedPort();
    const { outbound } = await farHttps(() => {}, {
      resolve: async () => Array.from({ length: 100 }, (_, at) => `93.184.215.${at}`),
      connect: ({ address }) => {
        tried.push(address);
        return connectTcp({ host: '127.0.0.1', port });
      },
    });
    await expect(outbound.request(get())).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
    expect(tried).toEqual(['93.184.215.0', '93.184.215.1', '93.184.215.2', '93.184.215.3']);
  });
});
