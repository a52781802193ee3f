import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import {
  type AddressInfo,
  connect as connectTcp,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { onTestFinished } from 'vitest';
import { type Outbound, type OutboundOptions, openOutbound } from '../open-outbound.ts';
import type { Connect } from '../open-socket.ts';
import { selfSigned } from './self-signed.ts';

/** A public address that stands for the far host; the connector leads it to a server on this machine. */
export const FAR_ADDRESS = '93.184.215.14';
export const FAR_NAME = 'bank.example';

export interface FarHost {
  readonly outbound: Outbound;
  /** Every connection asked for, as `address:port`. */
  readonly connections: readonly string[];
  /** Every name asked for. */
  readonly questions: readonly string[];
  /** Connections the far host still holds. */
  openConnections(): Promise<number>;
}

/** A client whose every allowed connection ends at this server, whatever its address; the test’s end stops both. */
async function farHost(server: Server, options: OutboundOptions): Promise<FarHost> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => {});
    sockets.add(socket);
  });
  const connections: string[] = [];
  const connect: Connect = (target) => {
    connections.push(`${target.address}:${target.port}`);
    return connectTcp({ host: '127.0.0.1', port });
  };
  const questions: string[] = [];
  const answer = options.resolve ?? (async () => [FAR_ADDRESS]);
  const outbound = openOutbound({
    connect,
    ...options,
    resolve: (hostname) => {
      questions.push(hostname);
      return answer(hostname);
    },
  });
  onTestFinished(async () => {
    outbound.close();
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return {
    outbound,
    connections,
    questions,
    openConnections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error))),
      ),
  };
}

/** An HTTPS host, by default with a certificate for `bank.example` that the client trusts. */
export function farHttps(
  listener: RequestListener,
  options: OutboundOptions = {},
  { certificate, key } = selfSigned(FAR_NAME),
): Promise<FarHost> {
  const server = createHttpsServer({ cert: certificate, key }, listener);
  return farHost(server, { authorities: [certificate], ...options });
}

/** A host of the operator’s own network, over plain HTTP: `10.0.0.1`. */
export const nearHttp = (listener: RequestListener, options: OutboundOptions = {}): Promise<FarHost> =>
  farHost(createHttpServer(listener), {
    allowPrivate: ['10.0.0.0/8'],
    resolve: async () => ['10.0.0.1'],
    ...options,
  });

/** The same, speaking whatever the test writes to the socket. */
export const nearTcp = (listener: (socket: Socket) => void): Promise<FarHost> =>
  farHost(
    // Read to the end, so that the server learns when the client hangs up.
    createTcpServer((socket) => listener(socket.resume())),
    { allowPrivate: ['10.0.0.0/8'], resolve: async () => ['10.0.0.1'] },
  );
