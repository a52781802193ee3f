import { createPrivateKey, hash, sign } from 'node:crypto';
import { type NoteSigner, type Sha256, verifierKey } from '@xinqiao/audit-log';
import { type OperatorId, PlatformError } from '@xinqiao/contracts';
import { type CryptoKey, importJWK } from 'jose';
import { mountAuthorization } from './authorization/mount-authorization.ts';
import { type Clock, clockFrom } from './clock.ts';
import type { Configuration } from './configuration.ts';
import { citySource } from './data/sources/city-source.ts';
import { importedSource } from './data/sources/imported-source.ts';
import { type Databases, openDatabases } from './database.ts';
import { accessTokenVerifier } from './http/access-token.ts';
import { mountApi } from './http/api.ts';
import { createApp } from './http/app.ts';
import { mountConsoles } from './http/consoles.ts';
import { dpopNonces } from './http/dpop-nonce.ts';
import { handlersOf } from './http/handlers.ts';
import { mountHealth } from './http/health.ts';
import { choosePort, listen } from './http/listen.ts';
import { mountMetrics } from './http/metrics.ts';
import { sessions } from './http/session.ts';
import { mountWellKnown } from './http/well-known.ts';
import { idFactory } from './ids.ts';
import { type KeyPurpose, loadKey, publicKeys } from './keys/load-keys.ts';
import { deriveKey } from './keys/secret.ts';
import { platformSigner } from './keys/statement.ts';
import { openSandbox } from './sandbox/open-sandbox.ts';
import type { Services } from './services.ts';
import { expireConsents } from './worker/expire-consents.ts';
import { integrateOnce } from './worker/integrate.ts';
import { purgeRound, startWorker } from './worker/worker.ts';

export interface RunningServer {
  /** Scheme, host and port it answers at. */
  readonly url: string;
  /** Finishes requests under way, then closes everything it opened. */
  close(): Promise<void>;
}

const sha256: Sha256 = (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer'));

/**
 * Starts the roles named in the configuration in this process.
 *
 * @param clock Time of the business: consents, ranges, decisions. A sandbox may move it on.
 * @param tokenClock Time of tokens, proofs, nonces and sessions: the real one, except in tests of their expiry.
 * @throws {PlatformError} `PORT_TAKEN`, `CONFIGURATION_INVALID`; errors of the database as they are
 */
export async function startServer(
  configuration: Configuration,
  clock: Clock = clockFrom(),
  tokenClock: Clock = clockFrom(),
): Promise<RunningServer> {
  const databases = await openDatabases(configuration);
  try {
    for (let attempt = 1; ; attempt++)
      try {
        return await serve(configuration, databases, clock, tokenClock);
      } catch (error) {
        // A free port may be taken by the time it is used.
        const unlucky =
          error instanceof PlatformError && error.code === 'PORT_TAKEN' && configuration.PORT === 0;
        if (!unlucky || attempt === 3) throw error;
      }
  } catch (error) {
    await databases.close();
    throw error;
  }
}

async function serve(
  configuration: Configuration,
  databases: Databases,
  clock: Clock,
  tokenClock: Clock,
): Promise<RunningServer> {
  const roles = new Set(configuration.XINQIAO_ROLES);
  const { secret } = databases;
  const operatorId = configuration.XINQIAO_OPERATOR as OperatorId;
  const newId = idFactory(clock);
  const logOrigin = `xinqiao.example/${operatorId}/access-log`;
  const app = await createApp({
    logLevel: configuration.LOG_LEVEL,
    newId,
    requestsPerMinute: configuration.XINQIAO_REQUESTS_PER_MINUTE,
  });
  const port = await choosePort(configuration.PORT);
  const origin = configuration.XINQIAO_ORIGIN ?? `http://${configuration.HOST}:${port}`;
  const key = async (
    database: keyof typeof databases & ('application' | 'authorization' | 'worker'),
    purpose: KeyPurpose,
  ) => {
    const { keyId, privateJwk } = await loadKey(databases[database], secret, clock, purpose);
    return { keyId, privateKey: (await importJWK(privateJwk, 'ES256')) as CryptoKey };
  };
  const common = { operatorId, clock, newId, sha256, logOrigin, logger: app.log };
  const sandbox =
    configuration.XINQIAO_SANDBOX === 'on'
      ? await openSandbox(configuration, databases, { clock, newId, operatorId })
      : undefined;
  const session = sessions(secret, origin, tokenClock);
  const checkpointKey = await loadKey(databases.worker, secret, clock, 'CHECKPOINT');

  mountMetrics(app);
  mountHealth(app, databases.application);
  if (roles.has('api')) {
    const services: Services = {
      ...common,
      database: databases.application,
      signer: platformSigner({
        'xinqiao-package+jwt': await key('application', 'PACKAGE'),
        'xinqiao-receipt+jwt': await key('application', 'RECEIPT'),
      }),
      sources: [...(sandbox === undefined ? [] : [citySource(sandbox.cityOfToday)]), importedSource],
    };
    const accessTokens = accessTokenVerifier({
      issuer: `${origin}/oidc`,
      audience: `${origin}/api`,
      clock: tokenClock,
      readKeys: () => publicKeys(databases.application, ['TOKEN']),
    });
    const nonces = dpopNonces(deriveKey(secret, 'api-dpop-nonce'), tokenClock);
    await mountApi(
      app,
      { services, accessTokens, nonces, tokenClock, origin },
      handlersOf(databases.regulator),
      session,
    );
    mountWellKnown(app, { operatorId, origin, logOrigin, sha256, database: databases.application });
    await mountConsoles(app);
  }
  if (roles.has('authorization')) {
    const services = {
      ...common,
      database: databases.authorization,
      signer: platformSigner({ 'xinqiao-consent+jwt': await key('authorization', 'CONSENT') }),
      origin,
      secret,
      sandbox: sandbox !== undefined,
    };
    const { privateJwk } = await loadKey(databases.authorization, secret, clock, 'TOKEN');
    await mountAuthorization(
      app,
      services,
      [privateJwk],
      session,
      sandbox?.personas ?? { owners: [], staff: [] },
    );
  }
  await listen(app, configuration.HOST, port);

  const worker = roles.has('worker')
    ? startWorker(
        [
          {
            name: 'integrate',
            pauseMs: 100,
            run: () =>
              integrateOnce({
                database: databases.worker,
                clock,
                sha256,
                logOrigin,
                checkpointSigner: noteSigner(logOrigin, checkpointKey),
              }),
          },
          { name: 'expire', pauseMs: 1_000, run: () => expireConsents(common, databases.worker) },
          purgeRound(databases.worker, clock),
        ],
        app.log,
      )
    : undefined;

  return {
    url: origin,
    async close() {
      await app.close();
      await worker?.stop();
      await databases.close();
    },
  };
}

/** Signer of checkpoints: an Ed25519 note key named like the log (C2SP signed-note). */
function noteSigner(
  logOrigin: string,
  { privateJwk, publicJwk }: Awaited<ReturnType<typeof loadKey>>,
): NoteSigner {
  const privateKey = createPrivateKey({ key: privateJwk as never, format: 'jwk' });
  const { name, keyId } = verifierKey(
    sha256,
    logOrigin,
    new Uint8Array(Buffer.from(String(publicJwk.x), 'base64url')),
  );
  return { name, keyId, sign: (message) => new Uint8Array(sign(null, message, privateKey)) };
}
