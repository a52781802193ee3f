import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NotificationId } from '@xinqiao/contracts';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clockFrom } from '../clock.ts';
import { openOutbound } from '../outbound/open-outbound.ts';
import { ChannelError } from './channel.ts';
import { httpChannel } from './http-channel.ts';

const SECRET = new Uint8Array(32).fill(7);
const MESSAGE = {
  messageId: 'ntf_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' as NotificationId,
  template: 'licence-expiring',
  language: 'zh',
  to: '+8613812345678',
  title: null,
  text: '【信桥】许可“金融许可证”将于2026-12-31届满。',
} as const;

/** What the gateway was sent, and how it answers; 0 = never. */
let received: { headers: IncomingHttpHeaders; body: string }[];
let answer: { status: number; headers?: Record<string, string> };
let server: Server;
let url: string;
const outbound = openOutbound({ allowPrivate: ['127.0.0.0/8'] });

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    received.push({ headers: request.headers, body });
    if (answer.status !== 0) response.writeHead(answer.status, answer.headers).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
});
afterAll(() => {
  outbound.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received = [];
  answer = { status: 200 };
});

const send = (timeoutMs = 5_000, to = url) =>
  httpChannel({ url: to, secret: SECRET, outbound, clock: clockFrom(), timeoutMs }).send(MESSAGE);
const refusal = async (...given: Parameters<typeof send>) => {
  const error: unknown = await send(...given).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ChannelError);
  expect((error as Error).message).not.toContain(MESSAGE.to);
  const { code, permanent } = error as ChannelError;
  return { code, permanent };
};

describe('httpChannel · what a gateway is sent', () => {
  it('verifies with the official library for Standard Webhooks', async () => {
    await send();
    const [{ headers, body } = { headers: {}, body: '' }] = received;
    const verified = new Webhook(Buffer.from(SECRET).toString('base64')).verify(
      body,
      headers as Record<string, string>,
    );
    expect(verified).toEqual(MESSAGE);
  });

  it('carries the same id at every attempt, so that the gateway can pass over a repetition', async () => {
    await send();
    await send();
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([
      MESSAGE.messageId,
      MESSAGE.messageId,
    ]);
  });

  it.each([
    [500, false],
    [503, false],
    [429, false],
    [401, false],
    [400, true],
    [422, true],
  ])('after %i it is tried again or given up', async (status, permanent) => {
    answer = { status };
    expect(await refusal()).toEqual({ code: `HTTP_${status}`, permanent });
  });

  it('does not follow where it is redirected to', async () => {
    answer = { status: 307, headers: { location: url } };
    expect(await refusal()).toEqual({ code: 'HTTP_307', permanent: false });
    expect(received).toHaveLength(1);
  });

  it('gives up on a gateway that hangs', async () => {
    answer = { status: 0 };
    expect(await refusal(200)).toEqual({ code: 'TIMED_OUT', permanent: false });
  });

  it('is tried again where nobody listens', async () => {
    expect(await refusal(5_000, 'http://127.0.0.1:1/send')).toEqual({
      code: 'CONNECTION_FAILED',
      permanent: false,
    });
  });
});
