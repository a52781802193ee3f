import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AgencyHoldings,
  type AgencyService,
  type MessageJwk,
  type RequestMessage,
  serveAgency,
  signAnswer,
  signingKey,
  verifyingKey,
} from '@xinqiao/agency';
import type { Clock } from '../../../src/clock.ts';
import { type HttpSourceOptions, openHttpSource } from '../../../src/data/sources/http/http-source.ts';
import { HttpSourceConfiguration } from '../../../src/data/sources/http/http-source-configuration.ts';
import type { Source } from '../../../src/data/sources/source.ts';

const newKey = (kid: string): MessageJwk => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  kid,
});
const publicOf = ({ d: _private, ...open }: MessageJwk): MessageJwk => open;

export const realClock = { now: () => new Date() } as Clock;

/** An agency and the platform, each with a key that the other has pinned. */
export interface AgencyWorld {
  readonly agencyKey: MessageJwk;
  /** The platform’s connector to an address. */
  connect(url: string, fact?: object, network?: HttpSourceOptions['network']): Source;
  /** The agency’s service on what it holds; `origin` where something stands before it. */
  serve(holdings: AgencyHoldings, fact?: { port?: number; origin?: string }): Promise<AgencyService>;
  close(): void;
}

export function agencyWorld(): AgencyWorld {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-agency-'));
  const platformKey = newKey('platform-1');
  const agencyKey = newKey('agency-1');
  const keyFile = join(folder, 'platform.json');
  writeFileSync(keyFile, JSON.stringify({ keyId: 'platform-1', privateKey: platformKey }), { mode: 0o600 });
  const sources: Source[] = [];
  return {
    agencyKey,
    connect(url, fact = {}, network = {}) {
      const configuration = HttpSourceConfiguration.parse({
        kind: 'HTTP',
        sourceId: 'tax-bureau',
        agency: { zh: '税务局', en: 'Tax bureau' },
        items: [
          'registration.profile',
          'tax.vat-returns',
          'tax.credit-grades',
          'invoice.summary',
          'invoice.lines',
        ],
        url,
        keyFile,
        agencyKeys: [publicOf(agencyKey)],
        privateAddresses: ['127.0.0.0/8'],
        ...fact,
      });
      const source = openHttpSource(configuration, { clock: realClock, network });
      sources.push(source);
      return source;
    },
    serve: (holdings, { port = 0, origin } = {}) =>
      serveAgency({
        holdings,
        key: signingKey(agencyKey),
        platformKeys: [verifyingKey(platformKey)],
        port,
        ...(origin === undefined ? {} : { origin }),
      }),
    close() {
      for (const source of sources) void source.close?.();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A question as a server received it. */
export interface Asked {
  readonly request: RequestMessage;
  /** Its body, read as JSON; undefined without one. */
  readonly question: unknown;
}

export interface HostileServer {
  readonly origin: string;
  /** Questions so far. */
  readonly asked: Asked[];
  behave(behaviour: (asked: Asked, response: ServerResponse) => unknown): void;
  close(): Promise<void>;
}

/** A server that answers whatever a test likes, or nothing. */
export async function hostileServer(tls?: { certificate: string; key: string }): Promise<HostileServer> {
  const asked: Asked[] = [];
  let behave: (one: Asked, response: ServerResponse) => unknown = () => undefined;
  const listener: RequestListener = async (incoming, response) => {
    const body = await bodyOf(incoming).catch(() => undefined);
    if (body === undefined) return;
    const one = { request: requestOf(incoming), question: body === '' ? undefined : JSON.parse(body) };
    asked.push(one);
    behave(one, response);
  };
  const server =
    tls === undefined
      ? createServer(listener)
      : createHttpsServer({ ...tls, cert: tls.certificate }, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    behave(next) {
      behave = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function requestOf({ method = '', url = '', headers }: IncomingMessage): RequestMessage {
  const [path = '', query] = url.split('?');
  const fields = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return { method, authority: headers.host ?? '', path, query: `?${query ?? ''}`, fields };
}

/** A genuine answer of the agency to this question, whatever it says. */
export function genuine(
  { agencyKey }: AgencyWorld,
  { request }: Asked,
  value: unknown,
  { now = new Date(), key = agencyKey, status = 200, type = 'application/json' } = {},
): { readonly status: number; readonly headers: Record<string, string>; readonly body: string } {
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  const bytes = new TextEncoder().encode(body);
  const { fields } = signAnswer({ status, type, body: bytes }, request, signingKey(key), now);
  return { status, headers: { ...fields }, body };
}

export const send = (response: ServerResponse, answer: ReturnType<typeof genuine>): void => {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
};
