import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsentRequest } from '@xinqiao/contracts';
import { databaseUrls } from '@xinqiao/db';
import { createTestDatabase } from '@xinqiao/db/testing';
import { OwnerBrowser, PERSONAS, type Persona } from '@xinqiao/sandbox';
import { Xinqiao, type XinqiaoOptions } from '@xinqiao/sdk';
import type { JWK } from 'jose';
import { clockFrom, readConfiguration, startServer } from '../../src/index.ts';

export interface Credentials {
  readonly applicationId: string;
  readonly keyId: string;
  readonly redirectUri: string;
  readonly privateKey: JWK;
}

export interface Platform {
  readonly url: string;
  /** Connection string of the database’s superuser, whom no row security binds. */
  readonly adminUrl: string;
  /** Connection string of the worker’s login. */
  readonly workerUrl: string;
  /** Secret that keys are sealed with. */
  readonly secret: string;
  /** File with the key-encryption keys of personal data. */
  readonly kekFile: string;
  credentials(application: 'bank' | 'other-bank' | 'operator' | 'registry' | `staff-${string}`): Credentials;
  /** A new client of the SDK for one of the sandbox’s banks. */
  bank(name?: 'bank' | 'other-bank', options?: Partial<XinqiaoOptions>): Xinqiao;
  owner(): OwnerBrowser;
  /** Moves the clock of the business on: consents expire, days pass. Tokens keep to the real time. */
  advance(milliseconds: number): void;
  /** Moves the clock on by which the API judges tokens, proofs, nonces and sessions. */
  advanceTokenClock(milliseconds: number): void;
  close(): Promise<void>;
}

/**
 * A whole platform in this process: real PostgreSQL, real authorization server, seeded city.
 *
 * @param environment Variables of the configuration that differ from the test’s defaults.
 */
export async function startPlatform(environment: Record<string, string> = {}): Promise<Platform> {
  const database = await createTestDatabase();
  return startPlatformOn({ ...database, url: database.urls.migration }, environment);
}

export interface PlatformDatabase {
  /** What the server is told to connect to. */
  readonly url: string;
  readonly adminUrl: string;
  readonly secret: string;
  drop(): Promise<void>;
}

/** The same on a database of the test’s own. */
export async function startPlatformOn(
  database: PlatformDatabase,
  environment: Record<string, string> = {},
): Promise<Platform> {
  const directory = mkdtempSync(join(tmpdir(), 'xinqiao-platform-'));
  const kekFile = join(tmpdir(), `xinqiao-kek-${new URL(database.url).pathname.slice(1)}.json`);
  let offset = 0;
  let tokenOffset = 0;
  const server = await startServer(
    readConfiguration({
      PORT: '0',
      DATABASE_URL: database.url,
      XINQIAO_DATABASE_SECRET: database.secret,
      XINQIAO_DIRECTORY: directory,
      // Another node on the same database needs the same key-encryption keys.
      XINQIAO_KEK_FILE: kekFile,
      XINQIAO_CITY_SIZE: '0',
      XINQIAO_REQUESTS_PER_MINUTE: '1000000',
      LOG_LEVEL: 'silent',
      ...environment,
    }),
    clockFrom(() => new Date(Date.now() + offset)),
    clockFrom(() => new Date(Date.now() + tokenOffset)),
  );
  const credentials: Platform['credentials'] = (application) =>
    JSON.parse(readFileSync(join(directory, 'applications', `${application}.json`), 'utf8')) as Credentials;
  return {
    url: server.url,
    adminUrl: database.adminUrl,
    workerUrl: databaseUrls(database.url, database.secret, new URL(database.url).pathname.slice(1)).worker,
    secret: database.secret,
    kekFile,
    credentials,
    bank: (name = 'bank', options = {}) => {
      const { applicationId, keyId, privateKey, redirectUri } = credentials(name);
      return new Xinqiao({
        baseUrl: server.url,
        applicationId,
        key: { privateKey, keyId },
        redirectUri,
        ...options,
      });
    },
    owner: () => new OwnerBrowser(server.url),
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    advanceTokenClock: (milliseconds) => {
      tokenOffset += milliseconds;
    },
    async close() {
      await server.close();
      await database.drop();
      rmSync(directory, { recursive: true, force: true });
      rmSync(kekFile, { force: true });
    },
  };
}

/** A persona of the city who owns an enterprise. Default: the healthy one. */
export function ownerPersona(
  id: string = PERSONAS[0]?.id ?? '',
): Persona & { enterprise: NonNullable<Persona['enterprise']> } {
  const persona = PERSONAS.find((candidate) => candidate.id === id);
  if (!persona?.enterprise) throw new Error(`${id} owns no enterprise`);
  return { ...persona, enterprise: persona.enterprise };
}

/** A request that the healthy persona’s bank may make; each test names only what it is about. */
export function consentRequest(fact: Partial<ConsentRequest> = {}): ConsentRequest {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const from = `${Number(today.slice(0, 4)) - 2}-${today.slice(5, 7)}-01`;
  return {
    templateId: 'credit-decision',
    purpose: 'CREDIT_DECISION',
    items: [
      'registration.profile',
      'tax.vat-returns',
      'tax.credit-grades',
      'tax.arrears',
      'invoice.summary',
      'enforcement.records',
    ],
    disclosure: 'RECORDS',
    range: { from, to: today },
    validity: 'P6M',
    customer: { uscc: ownerPersona().enterprise.uscc },
    ...fact,
  };
}

/** Asks, agrees and redeems: an ACTIVE consent of a persona to a bank. */
export async function agreedConsent(
  platform: Platform,
  {
    bank = platform.bank(),
    fact = {},
    persona = ownerPersona().id,
  }: { bank?: Xinqiao; fact?: Partial<ConsentRequest>; persona?: string } = {},
) {
  const asked = await bank.consents.request(consentRequest(fact));
  const callback = await platform.owner().answer(asked.url, persona, 'agree');
  return bank.consents.complete(callback, asked.pending);
}
