import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConsentRequest } from '@xinqiao/contracts';
import { type Database, openDatabase } from '@xinqiao/db';
import { createTestDatabase, type TestDatabase } from '@xinqiao/db/testing';
import { OwnerBrowser } from '@xinqiao/sandbox';
import { Xinqiao } from '@xinqiao/sdk';
import { choosePort } from '../../../src/http/listen.ts';
import { consentRequest, type Credentials, ownerPersona } from '../../support/platform.ts';
import { type Proxy, startProxy } from './proxy.ts';

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));

/** One server process. */
export interface Node {
  /** `node-1`, `node-2`; also the application name of its database connections. */
  readonly name: string;
  /** Its own door, past the proxy. */
  readonly url: string;
  /** What it wrote: start-up line and errors. */
  readonly output: () => string;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** Server processes on one database and under one public name, behind a proxy that takes them in turn. */
export interface Cluster {
  /** The public name. */
  readonly origin: string;
  readonly nodes: readonly [Node, Node];
  readonly database: TestDatabase;
  /** As the superuser: sees and may do everything. */
  readonly admin: Database;
  /** The environment a further node of this cluster needs, apart from its PORT. */
  readonly environment: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  /** The bank’s SDK client, through the proxy. */
  readonly bank: Xinqiao;
  owner(): OwnerBrowser;
  close(): Promise<void>;
}

/** Starts two nodes at the same moment on an empty database. */
export async function startCluster(): Promise<Cluster> {
  const database = await createTestDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'xinqiao-races-'));
  const proxy = await startProxy();
  const environment = {
    XINQIAO_ORIGIN: proxy.url,
    DATABASE_URL: database.urls.migration,
    XINQIAO_DATABASE_SECRET: database.secret,
    XINQIAO_DIRECTORY: directory,
    XINQIAO_CITY_SIZE: '0',
    XINQIAO_REQUESTS_PER_MINUTE: '10000000',
    LOG_LEVEL: 'error',
  };
  const admin = openDatabase(database.adminUrl, { poolSize: 8 });
  const children: ChildProcess[] = [];
  const close = async () => {
    await Promise.all(children.map((child) => stop(child, 'SIGTERM')));
    await proxy.close();
    await admin.close();
    await database.drop();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const nodes = await Promise.all(
      (['node-1', 'node-2'] as const).map((name) => startNode(name, environment, proxy, children)),
    );
    const credentials = JSON.parse(
      readFileSync(join(directory, 'applications', 'bank.json'), 'utf8'),
    ) as Credentials;
    const { applicationId, keyId, privateKey, redirectUri } = credentials;
    return {
      origin: proxy.url,
      nodes: nodes as unknown as readonly [Node, Node],
      database,
      admin,
      environment,
      credentials,
      bank: new Xinqiao({
        baseUrl: proxy.url,
        applicationId,
        key: { privateKey, keyId },
        redirectUri,
        timeoutMs: 60_000,
      }),
      owner: () => new OwnerBrowser(proxy.url),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startNode(
  name: string,
  environment: Readonly<Record<string, string>>,
  proxy: Proxy,
  children: ChildProcess[],
): Promise<Node> {
  const port = await choosePort(0);
  const url = new URL(environment.DATABASE_URL ?? '');
  url.searchParams.set('application_name', name);
  const child = fork(MAIN, [], {
    env: { ...process.env, ...environment, DATABASE_URL: url.href, PORT: String(port) },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      written += chunk.toString();
    });
  const ended = once(child, 'exit').then(() => ({ ready: false }));
  const said = once(child, 'message').then(([message]) => message as { ready: boolean });
  const { ready } = await Promise.race([said, ended]);
  if (!ready) throw new Error(`${name} did not start: ${written}`);
  proxy.targets = [...proxy.targets, port];
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    output: () => written,
    async kill() {
      proxy.targets = proxy.targets.filter((target) => target !== port);
      await stop(child, 'SIGKILL');
    },
  };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** A consent that the healthy persona agreed to, asked for through the proxy. */
export async function agreedConsent({ bank, owner }: Cluster, fact: Partial<ConsentRequest> = {}) {
  const asked = await bank.consents.request(consentRequest(fact));
  const callback = await owner().answer(asked.url, ownerPersona().id, 'agree');
  return bank.consents.complete(callback, asked.pending);
}
