import type { Readable } from 'node:stream';
import { IMPORT_MEDIA_TYPES, ImportInput, PlatformError } from '@xinqiao/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { actorOf, type Principal } from '../../http/principal.ts';
import { parseInput } from '../../http/run-operation.ts';
import type { Services } from '../../services.ts';
import { MAX_FILE_BYTES } from './import-file.ts';
import { importUpload } from './import-upload.ts';
import type { ImportProcesses } from './process/import-processes.ts';
import { requireKind } from './require-kind.ts';

const DIGEST = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;

/**
 * `POST /api/v1/sources/import/files?kind=…&fileName=…&replaces=…`: the operator, or an agency whose items it holds, uploads a file as the body.
 *
 * The body streams, so this stands beside the operations with a JSON body. It needs no Idempotency-Key:
 * `Content-Digest` (RFC 9530) names the file, and the same bytes are stored once.
 */
export function mountImports(
  app: FastifyInstance,
  services: Services,
  processes: ImportProcesses,
  authenticate: (request: FastifyRequest) => Promise<Principal>,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([...IMPORT_MEDIA_TYPES], (_request, payload, done) => done(null, payload));
    scope.post<{ Body: Readable }>('/api/v1/sources/import/files', async (request, reply) => {
      const principal = await authenticate(request);
      if (!principal.scopes.has('sources:write'))
        throw new PlatformError('SCOPE_MISSING', { details: { scope: 'sources:write' } });
      const input = parseInput(ImportInput, request.query);
      if (Number(request.headers['content-length']) > MAX_FILE_BYTES)
        throw new PlatformError('BODY_TOO_LARGE');
      const [, digest] = DIGEST.exec(String(request.headers['content-digest'] ?? '')) ?? [];
      if (digest === undefined)
        throw new PlatformError('VALIDATION_FAILED', {
          errors: [{ path: 'Content-Digest', problem: 'Send sha-256=:…: of the body (RFC 9530).' }],
        });
      const { participantId } = principal;
      await requireKind(services.database, participantId, input.kind);
      const body = request.body.iterator({ destroyOnReturn: false });
      try {
        const report = await importUpload(services, processes, {
          ...input,
          participantId,
          actor: actorOf(principal),
          contentHash: Buffer.from(digest, 'base64').toString('base64url'),
          body,
        });
        return reply.code(201).send(report);
      } finally {
        // A connection with a body half read never becomes free: the rest is thrown away.
        void body.return?.().then(() => request.body.resume());
      }
    });
  });
}
