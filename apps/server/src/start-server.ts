import { hash } from 'node:crypto';
import type { Sha256 } from '@xinqiao/audit-log';
import { type Environment, type OperatorId, PlatformError } from '@xinqiao/contracts';
import { keyExpiryRound } from './applications/keys/key-expiry.ts';
import { keySetRound } from './applications/keys/refresh-key-sets.ts';
import { registryRound } from './authorities/registry/apply-events.ts';
import { mountAuthorization } from './authorization/mount-authorization.ts';
import { upstreamOptions } from './authorization/sign-in/sign-in-configuration.ts';
import { type Clock, clockFrom } from './clock.ts';
import type { Configuration } from './configuration.ts';
import { consentRounds } from './consents/consent-rounds.ts';
import { correctionRounds } from './corrections/correction-rounds.ts';
import { importProcesses } from './data/imports/process/import-processes.ts';
import { citySource } from './data/sources/city-source.ts';
import { openConfiguredSources } from './data/sources/configured/open-sources.ts';
import { guardSource } from './data/sources/guard/guard-source.ts';
import { importedSource } from './data/sources/imported-source.ts';
import { type Databases, openDatabases } from './database.ts';
import { eventRounds } from './events/event-rounds.ts';
import { mountWebhookKeys } from './events/mount-webhook-keys.ts';
import { foundInstallation } from './founding/found-installation.ts';
import { type Founding, readFounding } from './founding/read-founding.ts';
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
import { adoptKeys } from './keys/adopt-keys.ts';
import { publicKeys } from './keys/list-keys.ts';
import { noteSigners } from './keys/note-signer.ts';
import { openKeyRings } from './keys/open-key-rings.ts';
import { keyRotationRound } from './keys/rotation-rounds.ts';
import { deriveKey, sealingKey } from './keys/secret.ts';
import { platformSigner } from './keys/statement.ts';
import { openKeyPort } from './keys/subject-keys/open-key-port.ts';
import { openPersonalVault } from './keys/subject-keys/personal-vault.ts';
import { channelsOf } from './notifications/channels.ts';
import { mountSandboxMessages } from './notifications/mount-sandbox-messages.ts';
import { messageRounds } from './notifications/rounds.ts';
import { seedContacts } from './notifications/seed-contacts.ts';
import { openOutbound } from './outbound/open-outbound.ts';
import { licenceExpiryRound } from './participants/licences/licence-expiry.ts';
import { watchRounds } from './policies/watch/watch-rounds.ts';
import { mountRegister } from './register/mount-register.ts';
import { registerRound } from './register/publish-register.ts';
import { sandboxSignIn } from './sandbox/identity-issuer/client.ts';
import { mountIdentityIssuer } from './sandbox/identity-issuer/mount-identity-issuer.ts';
import { openSandbox } from './sandbox/open-sandbox.ts';
import type { Services } from './services.ts';
import { rateWindowRound } from './usage/rate-window-round.ts';
import { expireConsents } from './worker/expire-consents.ts';
import { integrateOnce } from './worker/integrate.ts';
import { purgeRound, startWorker } from './worker/worker.ts';

export interface RunningServer {
  /** Scheme, host and port it answers at. */
  readonly url: string;
  /** Finishes requests under way, then closes everything it opened. */
  close(): Promise<void>;
}

/** Newest keys that sign a checkpoint: two, so that a rotation breaks nobody. */
const MOST_CHECKPOINT_KEYS = 2;

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
  // What is wrong with it is said before anything is started.
  const { XINQIAO_FOUNDING } = configuration;
  const founding = XINQIAO_FOUNDING === undefined ? undefined : await readFounding(XINQIAO_FOUNDING);
  const databases = await openDatabases(configuration);
  try {
    for (let attempt = 1; ; attempt++)
      try {
        return await serve(configuration, databases, clock, tokenClock, founding);
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
  founding: Founding | undefined,
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
  const rings = openKeyRings(databases, clock, tokenClock);
  const sm2 = configuration.XINQIAO_SM2 === 'on';
  const keyPort = await openKeyPort(configuration, databases.worker, clock);
  const vault = openPersonalVault(secret, keyPort, clock);
  const allowPrivate =
    configuration.XINQIAO_OUTBOUND_ALLOW ??
    (configuration.XINQIAO_SANDBOX === 'on' ? ['127.0.0.0/8', '::1/128'] : []);
  const outbound = openOutbound({ allowPrivate });
  const environment: Environment = configuration.XINQIAO_SANDBOX === 'on' ? 'SANDBOX' : 'PRODUCTION';
  const common = {
    operatorId,
    clock,
    tokenClock,
    environment,
    newId,
    sha256,
    logOrigin,
    holidays: configuration.XINQIAO_HOLIDAYS,
    logger: app.log,
  };
  if (founding !== undefined)
    await foundInstallation(common, databases, founding, configuration.XINQIAO_DIRECTORY);
  const sandbox =
    configuration.XINQIAO_SANDBOX === 'on'
      ? await openSandbox(configuration, databases, { ...common, vault })
      : undefined;
  if (sandbox !== undefined) await seedContacts({ clock, newId, vault }, databases.operator);
  const session = sessions({
    ...{ secret, origin, vault, clock: tokenClock },
    database: databases.authorization,
  });
  await adoptKeys(databases);
  // Made before anything is signed with it, so that its public half can be read from the start.
  await rings.of('CHECKPOINT').current();
  await rings.of('CONSENT_RECEIPT').current();

  const configured = await openConfiguredSources(configuration.XINQIAO_SOURCES, {
    ...{ secrets: configuration.sourceSecrets, database: databases.application, logger: app.log },
    clock: tokenClock,
  });
  const sources = [
    ...(sandbox === undefined ? [] : [citySource(sandbox.cityOfToday)]),
    ...configured,
    importedSource(vault),
  ].map((source) => guardSource(source, { logger: app.log }));

  const imports = importProcesses(
    { databaseUrl: databases.urls.application, sealingKey: sealingKey(secret), operatorId, logOrigin },
    clock,
    (pid) => app.log.info({ pid }, 'import process started'),
  );
  mountMetrics(app);
  mountHealth(app, databases.application);
  if (roles.has('api')) {
    const services: Services = {
      ...common,
      database: databases.application,
      operatorDatabase: databases.operator,
      outbound,
      vault,
      signer: platformSigner(clock, { PACKAGE: rings.of('PACKAGE'), RECEIPT: rings.of('RECEIPT') }),
      sources,
    };
    await Promise.all([rings.of('PACKAGE').current(), rings.of('RECEIPT').current()]);
    const accessTokens = accessTokenVerifier({
      issuer: `${origin}/oidc`,
      audience: `${origin}/api`,
      clock: tokenClock,
      readKeys: () => publicKeys({ database: databases.application, vault }, ['TOKEN'], tokenClock.now()),
    });
    const nonces = dpopNonces(deriveKey(secret, 'api-dpop-nonce'), tokenClock);
    await mountApi(
      app,
      { services, accessTokens, nonces, tokenClock, origin },
      handlersOf(databases.regulator),
      session,
      imports,
    );
    mountRegister(app, databases.application);
    mountWellKnown(app, {
      ...{ operatorId, origin, logOrigin, sha256, clock },
      ...{ database: databases.application, vault, signer: services.signer },
    });
    mountWebhookKeys(app, { database: databases.application, vault }, tokenClock);
    await mountConsoles(app);
  }
  if (roles.has('authorization')) {
    const services = {
      ...common,
      database: databases.authorization,
      vault,
      signer: platformSigner(clock, { CONSENT: rings.of('CONSENT') }, sm2 ? rings.sm2() : undefined),
      origin,
      secret,
      outbound: openOutbound({ allowPrivate }),
      ownData: { sources, database: databases.application },
      signIn:
        sandbox === undefined ? await upstreamOptions(configuration, origin) : sandboxSignIn(secret, origin),
    };
    await Promise.all([rings.of('CONSENT').current(), ...(sm2 ? [rings.sm2().current()] : [])]);
    await mountAuthorization(app, services, rings.of('TOKEN'), session);
    if (sandbox !== undefined) await mountIdentityIssuer(app, services, sandbox.personas);
  }
  if (sandbox !== undefined && roles.has('authorization'))
    mountSandboxMessages(app, databases.operator, { origin, vault });
  await listen(app, configuration.HOST, port).catch(async (error: unknown) => {
    // What was mounted is at work in the background already.
    rings.close();
    await app.close();
    await Promise.all(sources.map((source) => source.close()));
    throw error;
  });

  const signerOf = noteSigners(sha256, logOrigin);
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
                checkpointSigners: async () =>
                  (await rings.of('CHECKPOINT').inForce())
                    .slice(0, MOST_CHECKPOINT_KEYS)
                    .map((key) => signerOf(key)),
              }),
          },
          registryRound({ ...common, vault }, databases.worker),
          { name: 'expire', pauseMs: 1_000, run: () => expireConsents(common, databases.worker) },
          ...(await eventRounds({
            ...{ ...common, database: databases.worker, secret, vault },
            outbound: openOutbound({ allowPrivate }),
          })),
          keySetRound(common, databases.worker, outbound),
          keyExpiryRound(common, databases.worker),
          licenceExpiryRound(common, databases.worker),
          registerRound(
            {
              ...common,
              signer: platformSigner(clock, { REGISTER: rings.of('REGISTER') }),
            },
            databases.worker,
          ),
          keyRotationRound(databases, clock, tokenClock, sm2),
          purgeRound(databases.worker, clock, tokenClock),
          ...consentRounds(
            {
              ...{ ...common, vault, origin },
              signer: platformSigner(clock, { CONSENT_RECEIPT: rings.of('CONSENT_RECEIPT') }),
            },
            databases.worker,
          ),
          ...messageRounds(
            { ...common, vault, origin, perMinute: configuration.XINQIAO_MESSAGES_PER_MINUTE },
            databases.worker,
            channelsOf({
              configuration,
              sandbox: sandbox !== undefined,
              origin,
              outbound,
              clock: tokenClock,
            }),
          ),
          ...correctionRounds({ ...common, vault }, databases.worker),
          ...watchRounds({ ...common, logger: app.log }, databases.worker),
          rateWindowRound(databases.worker, tokenClock),
        ],
        app.log,
      )
    : undefined;

  return {
    url: origin,
    async close() {
      await app.close();
      await imports.close();
      const stopped = worker?.stop();
      // What a gateway or a bank's server keeps waiting is broken off, and tried again after the next start.
      outbound.close();
      await stopped;
      await Promise.all(sources.map((source) => source.close()));
      rings.close();
      await databases.close();
    },
  };
}
