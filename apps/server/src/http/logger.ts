import type { FastifyRequest, FastifyServerOptions } from 'fastify';

export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug';

/**
 * pino options: what could carry a secret or personal data never reaches a log line. Of an address only the route
 * is named, headers and bodies are not logged at all, and error messages of the database lose their values.
 */
export const loggerOptions = (level: LogLevel): FastifyServerOptions['logger'] =>
  level === 'silent'
    ? false
    : {
        level,
        redact: {
          paths: [
            '*.authorization',
            '*.cookie',
            '*.dpop',
            '*.password',
            '*.secret',
            '*.token',
            '*.privateJwk',
          ],
          censor: '[redacted]',
        },
        hooks: {
          // pino would take the line's text from an error that comes without one, past the serializer below.
          logMethod(given, method) {
            const [first, text, ...rest] = given as [unknown, string | undefined, ...unknown[]];
            if (first instanceof Error) return method.apply(this, [{ err: first }, text ?? 'error', ...rest]);
            if (typeof first === 'object') return method.apply(this, [first as object, text ?? '', ...rest]);
            return method.apply(this, given);
          },
        },
        serializers: {
          // The route, not the address: that may hold ids, and whatever somebody typed.
          req: ({ method, id, routeOptions }: FastifyRequest) => ({
            method,
            route: routeOptions.url ?? 'none',
            id,
          }),
          err: (error: Error & { code?: unknown }) => ({
            type: error.name,
            code: String(error.code ?? ''),
            // Prisma and PostgreSQL repeat parameter values in messages; our own errors never do.
            message:
              error.name === 'PlatformError' || error.name === 'DatabaseError' ? error.message : '[withheld]',
            stack: (error.stack ?? '')
              .split('\n')
              .filter((line) => /^\s+at /.test(line))
              .slice(0, 12)
              .join('\n'),
          }),
        },
      };
