import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { NotificationId } from '@xinqiao/contracts';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../outbound/testing/self-signed.ts';
import { ChannelError, type OutgoingMessage } from './channel.ts';
import { type SmtpChannelOptions, smtpChannel, smtpOptions } from './smtp-channel.ts';

const MESSAGE: OutgoingMessage = {
  messageId: 'ntf_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77' as NotificationId,
  template: 'licence-expiring',
  language: 'zh',
  to: 'zhang@bank.example',
  title: '业务许可即将届满',
  text: '许可“金融许可证”的最后有效日为2026-12-31。\n',
};

/** A letter as the server took it. */
interface Letter {
  readonly from: string | undefined;
  readonly to: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A real mail server on this machine. */
async function mailServer(options: SMTPServerOptions = {}, host = '127.0.0.1') {
  const letters: Letter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        letters.push({
          from: mailFrom === false ? undefined : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
          secure: session.secure,
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { letters, port };
}

const send = (url: string, fact: Partial<OutgoingMessage> = {}, options: Partial<SmtpChannelOptions> = {}) =>
  smtpChannel({
    ...{ url, from: 'no-reply@xinqiao.example', host: 'xinqiao.example', timeoutMs: 5_000 },
    ...options,
  }).send({ ...MESSAGE, ...fact });

const refusal = async (...given: Parameters<typeof send>) => {
  const error: unknown = await send(...given).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ChannelError);
  expect(`${(error as Error).message}${JSON.stringify(error)}`).not.toContain('zhang');
  const { code, permanent } = error as ChannelError;
  return { code, permanent };
};

const decodedBody = (raw: string): string => {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  return /base64/i.test(head) ? Buffer.from(body, 'base64').toString('utf8') : body;
};
const headersOf = (raw: string): string[] =>
  (raw.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');

describe('smtpChannel · RFC 5321', () => {
  it('delivers subject and text in both scripts', async () => {
    const { letters, port } = await mailServer();
    await send(`smtp://127.0.0.1:${port}`);
    const [letter] = letters;
    expect(letter).toMatchObject({ from: 'no-reply@xinqiao.example', to: ['zhang@bank.example'] });
    const subject = headersOf(letter?.raw ?? '').find((line) => line.startsWith('Subject:')) ?? '';
    const encoded = [...subject.matchAll(/=\?UTF-8\?B\?([^?]+)\?=/gi)].map(([, part = '']) => part);
    expect(encoded.map((part) => Buffer.from(part, 'base64').toString('utf8')).join('')).toBe(MESSAGE.title);
    expect(decodedBody(letter?.raw ?? '')).toContain('许可“金融许可证”的最后有效日为2026-12-31。');
  });

  it('carries the message’s own id at every attempt, by which a mailbox may tell repetitions', async () => {
    const { letters, port } = await mailServer();
    await send(`smtp://127.0.0.1:${port}`);
    await send(`smtp://127.0.0.1:${port}`);
    for (const { raw } of letters)
      expect(headersOf(raw)).toContain(`Message-ID: <${MESSAGE.messageId}@xinqiao.example>`);
  });

  it.each<[string, Partial<OutgoingMessage>]>([
    ['a subject', { title: '许可\r\nBcc: victim@bank.example\r\n\r\nhello' }],
    ['a recipient', { to: 'zhang@bank.example\r\nBcc: victim@bank.example' }],
    ['a list of recipients', { to: 'zhang@bank.example,victim@bank.example' }],
  ])('%s cannot add a header or a recipient', async (_, fact) => {
    const { letters, port } = await mailServer();
    await send(`smtp://127.0.0.1:${port}`, fact).catch(() => undefined);
    for (const { raw, to } of letters) {
      expect(to).not.toContain('victim@bank.example');
      expect(headersOf(raw).filter((line) => /^bcc:/i.test(line))).toEqual([]);
    }
  });

  it('signs in with the user and password of the address', async () => {
    const seen: unknown[] = [];
    const { port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, done) {
        seen.push([username, password]);
        done(null, { user: username });
      },
    });
    await send(`smtp://us%40er:p%2Fw@127.0.0.1:${port}`);
    expect(seen).toEqual([['us@er', 'p/w']]);
  });

  const refusing = (responseCode: number): SMTPServerOptions => ({
    onRcptTo({ address }, _session, done) {
      done(Object.assign(new Error(`${address} is not here`), { responseCode }));
    },
  });

  it('gives up on a recipient the server does not know (5yz)', async () => {
    const { port } = await mailServer(refusing(550));
    expect(await refusal(`smtp://127.0.0.1:${port}`)).toEqual({ code: 'SMTP_550', permanent: true });
  });

  it('tries again where the server asks for patience (4yz)', async () => {
    const { port } = await mailServer(refusing(451));
    expect(await refusal(`smtp://127.0.0.1:${port}`)).toEqual({ code: 'SMTP_451', permanent: false });
  });

  it('tries again when our own password is wrong', async () => {
    const { port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('no'), { responseCode: 535 })),
    });
    expect(await refusal(`smtp://a:b@127.0.0.1:${port}`)).toMatchObject({ permanent: false });
  });

  it('gives up waiting for a server that never greets', async () => {
    const open: Socket[] = [];
    const mute = createServer((socket) => open.push(socket));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      for (const socket of open) socket.destroy();
      return new Promise<void>((resolve) => mute.close(() => resolve()));
    });
    const { port } = mute.address() as AddressInfo;
    expect(await refusal(`smtp://127.0.0.1:${port}`, {}, { timeoutMs: 200 })).toEqual({
      code: 'TIMED_OUT',
      permanent: false,
    });
  });

  it('says nothing to a server elsewhere that offers no TLS', async () => {
    const { letters, port } = await mailServer({}, '127.0.0.2');
    expect(await refusal(`smtp://127.0.0.2:${port}`)).toMatchObject({ permanent: false });
    expect(letters).toEqual([]);
  });

  it('refuses a certificate nobody vouches for', async () => {
    const { certificate, key } = selfSigned('mail.example');
    const { letters, port } = await mailServer({ secure: true, key, cert: certificate });
    expect(await refusal(`smtps://localhost:${port}`)).toMatchObject({ permanent: false });
    expect(letters).toEqual([]);
  });

  it.each(['smtp', 'smtps'])(
    'sends over TLS to a server whose authority it trusts (%s)',
    async (protocol) => {
      const { certificate, key } = selfSigned('localhost');
      const secure = protocol === 'smtps';
      const { letters, port } = await mailServer({ secure, key, cert: certificate, disabledCommands: [] });
      await send(`${protocol}://localhost:${port}`, {}, { authority: certificate });
      expect(letters).toMatchObject([{ secure: true }]);
    },
  );
});

describe('smtpOptions', () => {
  it.each([
    ['smtp://mail.example', { port: 587, secure: false, requireTLS: true, ignoreTLS: false }],
    ['smtps://mail.example', { port: 465, secure: true }],
    ['smtp://127.0.0.1:2525', { port: 2525, requireTLS: false, ignoreTLS: true }],
    ['smtp://localhost.mail.example', { requireTLS: true }],
    ['smtp://[::1]', { host: '::1', requireTLS: false }],
  ])('%s', (url, options) => {
    expect(smtpOptions({ url })).toMatchObject(options);
  });
});
