import { PlatformError } from '@xinqiao/contracts';
import type { Database, RegisterVersionRow } from '@xinqiao/db';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Media type of a compact JWS (RFC 7515 §9.2.1). */
const JOSE = 'application/jose';

/** The participant register, for anybody: the latest version, and every version there was. */
export function mountRegister(app: FastifyInstance, database: Database): void {
  const send = (reply: FastifyReply, row: RegisterVersionRow | null, cacheControl: string) => {
    if (row === null) throw new PlatformError('ROUTE_NOT_FOUND');
    return reply
      .headers({ 'access-control-allow-origin': '*', 'cache-control': cacheControl })
      .type(JOSE)
      .send(row.jws);
  };

  app.get('/.well-known/xinqiao-register', async (_request, reply) => {
    const row = await database.transaction({}, (tx) =>
      tx.registerVersion.findFirst({ orderBy: { version: 'desc' } }),
    );
    return send(reply, row, 'no-cache');
  });

  app.get<{ Params: { version: string } }>('/register/:version', async (request, reply) => {
    const { version } = request.params;
    if (!/^[1-9]\d{0,8}$/.test(version)) throw new PlatformError('ROUTE_NOT_FOUND');
    const row = await database.transaction({}, (tx) =>
      tx.registerVersion.findUnique({ where: { version: Number(version) } }),
    );
    return send(reply, row, 'public, max-age=31536000, immutable');
  });
}
