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
import { type Credentials, consentRequest, ownerPersona } from '../../support/platform.ts';
import { type LoadBalancer, startLoadBalancer } from './load-balancer.ts';

const MAIN = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));

/** One server process. */
export interface Node {
  /** `node-1`, `node-2`; also the application name of its database connections. */
  readonly name: string;
  /** Its own door, past the balancer. */
  readonly url: string;
  /** Lines of its log at level error. */
  errors(): string[];
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it again, after {@link kill}; it may have another address then. */
  restart(): Promise<void>;
}

/** Server processes on one database and under one public name, behind a balancer that takes them in turn. */
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
  /** Published key of the access log, a C2SP vkey. */
  readonly logKey: string;
  /** The bank’s SDK client, through the balancer. */
  readonly bank: Xinqiao;
  owner(): OwnerBrowser;
  close(): Promise<void>;
}

/** Starts two nodes at the same moment on an empty database. */
export async function startCluster(): Promise<Cluster> {
  const database = await createTestDatabase();
  const directory = mkdtempSync(join(tmpdir(), 'xinqiao-races-'));
  const balancer = await startLoadBalancer();
  const environment = {
    XINQIAO_ORIGIN: balancer.url,
    DATABASE_URL: database.urls.migration,
    XINQIAO_DATABASE_SECRET: database.secret,
    XINQIAO_DIRECTORY: directory,
    XINQIAO_CITY_SIZE: '0',
    XINQIAO_REQUESTS_PER_MINUTE: '10000000',
    LOG_LEVEL: 'error',
  };
  const admin = openDatabase(database.adminUrl, { poolSize: 8 });
  const children = new Set<ChildProcess>();
  const close = async () => {
    await Promise.all([...children].map((child) => stop(child, 'SIGTERM')));
    await balancer.close();
    await admin.close();
    await database.drop();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const nodes = await Promise.all(
      (['node-1', 'node-2'] as const).map((name) => startNode(name, environment, balancer, children)),
    );
    const credentials = JSON.parse(
      readFileSync(join(directory, 'applications', 'bank.json'), 'utf8'),
    ) as Credentials;
    const { applicationId, keyId, privateKey, redirectUri } = credentials;
    return {
      origin: balancer.url,
      nodes: nodes as unknown as readonly [Node, Node],
      database,
      admin,
      environment,
      credentials,
      logKey: await readLogKey(balancer.url),
      bank: new Xinqiao({
        baseUrl: balancer.url,
        applicationId,
        key: { privateKey, keyId },
        redirectUri,
        timeoutMs: 60_000,
      }),
      owner: () => new OwnerBrowser(balancer.url),
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
  balancer: LoadBalancer,
  children: Set<ChildProcess>,
): Promise<Node> {
  const databaseUrl = new URL(environment.DATABASE_URL ?? '');
  databaseUrl.searchParams.set('application_name', name);
  let written = '';
  let running: { readonly child: ChildProcess; readonly port: number };

  const start = async (attempts = 3): Promise<void> => {
    const port = await choosePort(0);
    const child = fork(MAIN, [], {
      env: { ...process.env, ...environment, DATABASE_URL: databaseUrl.href, PORT: String(port) },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    children.add(child);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        written += chunk.toString();
      });
    const ended = once(child, 'exit').then((): Started => ({ ready: false }));
    const said = once(child, 'message').then(([message]) => message as Started);
    const { ready, code } = await Promise.race([said, ended]);
    // A free port may be taken by the time it is used.
    if (code === 'PORT_TAKEN' && attempts > 1) return start(attempts - 1);
    if (!ready) throw new Error(`${name} did not start: ${written}`);
    running = { child, port };
    balancer.targets = [...balancer.targets, port];
  };
  await start();
  return {
    name,
    get url() {
      return `http://127.0.0.1:${running.port}`;
    },
    errors: () => written.split('\n').filter((line) => line.startsWith('{')),
    async kill() {
      balancer.targets = balancer.targets.filter((target) => target !== running.port);
      await stop(running.child, 'SIGKILL');
    },
    restart: () => start(),
  };
}

/** What main.ts tells the process that started it. */
interface Started {
  readonly ready: boolean;
  readonly code?: string;
}

async function readLogKey(origin: string): Promise<string> {
  const response = await fetch(`${origin}/.well-known/xinqiao.json`);
  const { log } = (await response.json()) as { log: { verifierKey: string } };
  return log.verifierKey;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** A consent that the healthy persona agreed to, asked for through the balancer. Small, so that reads are quick. */
export async function agreedConsent({ bank, owner }: Cluster, fact: Partial<ConsentRequest> = {}) {
  const asked = await bank.consents.request(
    consentRequest({ items: ['registration.profile'], disclosure: 'INDICATORS', ...fact }),
  );
  const callback = await owner().answer(asked.url, ownerPersona().id, 'agree');
  return bank.consents.complete(callback, asked.pending);
}
