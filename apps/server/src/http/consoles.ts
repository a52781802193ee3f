import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const CONSOLES = ['portal', 'regulator', 'operator'] as const;
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/** Serves the consoles that were built; one that was not is simply not there. */
export async function mountConsoles(app: FastifyInstance): Promise<void> {
  for (const console of CONSOLES) {
    const root = fileURLToPath(new URL(`../../../${console}/dist`, import.meta.url));
    if (!existsSync(root)) continue;
    await app.register(fastifyStatic, {
      root,
      prefix: `/${console}/`,
      decorateReply: false,
      redirect: true,
      setHeaders: (reply) => {
        reply.headers({
          'content-security-policy': POLICY,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'x-frame-options': 'DENY',
        });
      },
    });
  }
}
