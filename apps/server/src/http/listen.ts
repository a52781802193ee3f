import { once } from 'node:events';
import { createServer } from 'node:net';
import { PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance } from 'fastify';

/** The port asked for, or a free one for 0: our own address stands in tokens, so it is needed before listening. */
export async function choosePort(asked: number): Promise<number> {
  if (asked !== 0) return asked;
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

/** @throws {PlatformError} `PORT_TAKEN` */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new PlatformError('PORT_TAKEN', { details: { port }, cause: error });
  }
}
