import { once } from 'node:events';
import { type Database, DatabaseUnavailable } from '@xinqiao/db';
import type { FastifyInstance } from 'fastify';
import { replyWithProblem } from './problem-reply.ts';

/** A database that has not answered by then does not answer, in milliseconds. */
const PATIENCE_MS = 2_000;

/** `/healthz`: the process answers. `/readyz`: it can also reach its database, so send it work. */
export function mountHealth(app: FastifyInstance, database: Pick<Database, 'ping'>): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const silence = once(patience, 'abort').then(() => {
      throw new DatabaseUnavailable('NOT_WRITTEN');
    });
    silence.catch(() => undefined); // it comes too late when the database has answered
    try {
      await Promise.race([database.ping(), silence]);
      return { status: 'ready' };
    } catch (error) {
      return replyWithProblem(request, reply, error);
    }
  });
}
