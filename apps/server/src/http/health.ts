import type { Database } from '@xinqiao/db';
import type { FastifyInstance } from 'fastify';
import { replyWithProblem } from './problem-reply.ts';

/** `/healthz`: the process answers. `/readyz`: it can also reach its database, so send it work. */
export function mountHealth(app: FastifyInstance, database: Database): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    try {
      await database.ping();
      return { status: 'ready' };
    } catch (error) {
      return replyWithProblem(request, reply, error);
    }
  });
}
