import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { type Channel, ChannelError } from './channel.ts';

export interface SmtpChannelOptions {
  /** `smtp://` with STARTTLS or `smtps://`; user name and password in it. */
  readonly url: string;
  /** Address the messages come from. */
  readonly from: string;
  /** Host in message ids. */
  readonly host: string;
  /** Certificate authority beside the built-in ones, PEM; for a network with its own. */
  readonly authority?: string;
  /** For one attempt, in milliseconds. Default 15 000. */
  readonly timeoutMs?: number;
}

const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

/** TLS 1.2 or later with a valid certificate; only a server on this machine may do without. */
export function smtpOptions({
  url,
  authority,
}: Pick<SmtpChannelOptions, 'url' | 'authority'>): SMTPTransport.Options {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const local = LOOPBACK.includes(hostname);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !local,
    ignoreTLS: !secure && local && authority === undefined,
    tls: { minVersion: 'TLSv1.2', ...(authority !== undefined && { ca: authority }) },
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** E-mail by SMTP (RFC 5321), text only. Names, subjects and addresses are encoded, so none can add a header. */
export function smtpChannel({ from, host, timeoutMs = 15_000, ...options }: SmtpChannelOptions): Channel {
  return {
    async send({ messageId, to, language, title, text }) {
      // A connection of its own: when time is up nothing else is broken off with it.
      const transport = createTransport(smtpOptions(options));
      const sent = transport.sendMail({
        from: { name: language === 'zh' ? '信桥' : 'Xinqiao', address: from },
        to: { name: '', address: to },
        subject: title ?? '',
        text,
        messageId: `<${messageId}@${host}>`,
        headers: { 'auto-submitted': 'auto-generated', 'content-language': language },
      });
      await within(timeoutMs, sent)
        .catch((error: unknown) => {
          throw error instanceof ChannelError ? error : explained(error);
        })
        .finally(() => transport.close());
    },
  };
}

/** What the server said is left out: it repeats addresses. */
function explained(error: unknown): ChannelError {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  // 5yz to the envelope or the message is final (RFC 5321 §4.2.1); to a login it is our configuration.
  const final = (responseCode ?? 0) >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
  if (responseCode !== undefined) return new ChannelError(`SMTP_${responseCode}`, final);
  return new ChannelError(code !== undefined && /^E[A-Z]+$/.test(code) ? `SMTP_${code}` : 'SMTP_FAILED');
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ChannelError('TIMED_OUT')), ms);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}
