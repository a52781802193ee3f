import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudEvent } from '@xinqiao/contracts';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** Exactly what was sent. */
  readonly body: string;
  readonly event: CloudEvent;
  readonly path: string;
  /** Which request of this event it is, from 1. */
  readonly time: number;
}

/** What the bank's server does with an event: answer a status, or anything else it likes. */
export type Behaviour = (received: Received, response: ServerResponse) => number | undefined;

export interface Receiver {
  readonly url: string;
  /** In order of arrival. */
  readonly received: Received[];
  /** Changes how it answers from now on. */
  answer(behaviour: Behaviour): void;
  /** Resolves once so many requests have come. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A bank's server that writes down every event it is sent. */
export async function startReceiver(behaviour: Behaviour = () => 204): Promise<Receiver> {
  let behave = behaviour;
  const received: Received[] = [];
  const times = new Map<string, number>();
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const event = JSON.parse(body) as CloudEvent;
      const time = (times.get(event.id) ?? 0) + 1;
      times.set(event.id, time);
      const one = { headers: request.headers, body, event, path: request.url ?? '', time };
      received.push(one);
      for (const wake of waiting) wake();
      const status = behave(one, response);
      if (status !== undefined) response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    received,
    answer: (next) => {
      behave = next;
    },
    until: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
