import { agencyOpenApiDocument } from '@xinqiao/agency';
import { encodeVerifierKey, parseTilePath, type Sha256, verifierKey } from '@xinqiao/audit-log';
import { KeyHistory, type KeyPurpose, PlatformError } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';
import { historicalKey, listAllKeys, listKeys, type PublicKey, publicKeys } from '../keys/list-keys.ts';
import type { PlatformSigner } from '../keys/statement.ts';
import type { Vault } from '../keys/vault.ts';
import { asyncApiDocument } from './asyncapi.ts';
import { openApiDocument } from './openapi.ts';

/** Keys that sign statements of the platform as JWS. */
const STATEMENT_PURPOSES: readonly KeyPurpose[] = [
  ...(['CONSENT', 'PACKAGE', 'RECEIPT', 'REGISTER', 'CONSENT_RECEIPT'] as const),
];

export interface PublicFacts {
  readonly operatorId: string;
  readonly origin: string;
  readonly logOrigin: string;
  readonly sha256: Sha256;
  readonly clock: Clock;
  readonly signer: PlatformSigner;
  /** Connections as `xinqiao_application`. */
  readonly database: Database;
  readonly vault: Pick<Vault, 'digest'>;
}

/** What anybody may read: where things are, public keys, the API description, the log’s checkpoint and tiles. */
export function mountWellKnown(
  app: FastifyInstance,
  { operatorId, origin, logOrigin, sha256, clock, signer, database, vault }: PublicFacts,
): void {
  const store = { database, vault };
  const cors = { 'access-control-allow-origin': '*' };

  app.get('/.well-known/xinqiao.json', async (_request, reply) => {
    const keys = await listKeys(store, ['CHECKPOINT', ...STATEMENT_PURPOSES]);
    // Keys that ended are listed too: what they signed stays verifiable.
    const verifierKeys = keys
      .filter(({ purpose }) => purpose === 'CHECKPOINT')
      .map((key) => ({ verifierKey: verifierKeyOf(key), ...validity(key) }));
    const [newest] = verifierKeys;
    if (newest === undefined) throw new PlatformError('DATABASE_UNAVAILABLE');
    return reply.headers(cors).send({
      operatorId,
      issuer: `${origin}/oidc`,
      api: `${origin}/api`,
      jwksUri: `${origin}/.well-known/xinqiao-keys.json`,
      keyHistoryUri: `${origin}/.well-known/xinqiao-key-history`,
      registerUri: `${origin}/.well-known/xinqiao-register`,
      log: { origin: logOrigin, verifierKey: newest.verifierKey, verifierKeys },
      signingKeys: keys
        .filter(({ purpose }) => purpose !== 'CHECKPOINT')
        .map((key) => ({
          keyId: key.keyId,
          purpose: key.purpose,
          algorithm: key.algorithm,
          ...validity(key),
        })),
    });
  });
  const verifierKeyOf = ({ publicJwk }: PublicKey): string =>
    encodeVerifierKey(
      verifierKey(sha256, logOrigin, new Uint8Array(Buffer.from(String(publicJwk.x), 'base64url'))),
    );
  const validity = ({ validFrom, validTo }: PublicKey) => ({
    validFrom: validFrom.toISOString(),
    validTo: validTo?.toISOString() ?? null,
  });

  app.get('/.well-known/xinqiao-keys.json', async (_request, reply) =>
    reply.headers(cors).send(await publicKeys(store, STATEMENT_PURPOSES)),
  );

  // Whoever keeps this list can verify what the platform signed when the platform is gone.
  app.get('/.well-known/xinqiao-key-history', async (_request, reply) => {
    const keys = (await listAllKeys(store)).map(historicalKey);
    const iat = Math.floor(clock.now().getTime() / 1000);
    const history = KeyHistory.parse({ iss: origin, operatorId, iat, keys });
    return reply
      .headers({ ...cors, 'cache-control': 'no-cache' })
      .type('application/jwk-set+jwt')
      .send(await signer.sign('jwk-set+jwt', canonicalize(history) as string));
  });

  const document = openApiDocument();
  app.get('/openapi.json', (_request, reply) => reply.headers(cors).send(document));
  const events = asyncApiDocument();
  app.get('/asyncapi.json', (_request, reply) => reply.headers(cors).send(events));
  const agency = agencyOpenApiDocument();
  app.get('/agency-openapi.json', (_request, reply) => reply.headers(cors).send(agency));

  app.get('/log/checkpoint', async (_request, reply) => {
    const checkpoint = await database.transaction({}, (tx) =>
      tx.logCheckpoint.findFirst({ orderBy: { size: 'desc' } }),
    );
    if (checkpoint === null) throw new PlatformError('ENTRY_NOT_INTEGRATED');
    return reply
      .headers({ ...cors, 'cache-control': 'no-cache' })
      .type('text/plain; charset=utf-8')
      .send(checkpoint.note);
  });

  app.get<{ Params: { '*': string } }>('/log/tile/*', async (request, reply) => {
    const tile = tileOf(`tile/${request.params['*']}`);
    const row = await database.transaction({}, (tx) =>
      tx.logTile.findUnique({ where: { level_index: { level: tile.level, index: BigInt(tile.index) } } }),
    );
    if (row === null || row.width < tile.width) throw new PlatformError('LOG_SIZE_UNKNOWN');
    return reply
      .headers({ ...cors, 'cache-control': 'public, max-age=31536000, immutable' })
      .type('application/octet-stream')
      .send(Buffer.from(row.bytes.subarray(0, tile.width * 32)));
  });
}

function tileOf(path: string): { level: number; index: number; width: number } {
  try {
    const { level, index, width } = parseTilePath(path);
    if (typeof level !== 'number') throw new PlatformError('ROUTE_NOT_FOUND');
    return { level, index, width };
  } catch (error) {
    throw new PlatformError('ROUTE_NOT_FOUND', { cause: error });
  }
}
