import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PolicyVersion } from '@xinqiao/contracts';
import { Xinqiao } from '@xinqiao/sdk';
import { type CryptoKey, importJWK, type JWK } from 'jose';
import { setupServer } from 'msw/node';
import { OwnerBrowser, PERSONAS } from '../../../src/index.ts';
import { xinqiaoHandlers } from '../../../src/msw/index.ts';
import { officerAt } from '../support/officer.ts';
import { rawBank } from '../support/raw-bank.ts';

const SERVER = fileURLToPath(new URL('../../../../../apps/server/src/main.ts', import.meta.url));

interface Credentials {
  readonly applicationId: string;
  readonly keyId: string;
  readonly redirectUri: string;
  readonly privateKey: JWK;
}

/** One platform and the people around it. */
export interface World {
  readonly bank: Xinqiao;
  readonly otherBank: Xinqiao;
  readonly raw: ReturnType<typeof rawBank>;
  answer(link: string, persona: string, decision: 'agree' | 'refuse'): Promise<string>;
  act(consentId: string, persona: string, act: 'stop' | 'pause' | 'resume'): Promise<void>;
  /** Two people of the bank put a draft in force; one retires it. */
  activate(draft: PolicyVersion): Promise<unknown>;
  retire(version: PolicyVersion): Promise<unknown>;
  close(): Promise<void>;
}

const [FIRST = '', SECOND = ''] = PERSONAS.filter(({ role }) => role === 'RISK_OFFICER').map(({ id }) => id);

/** The server in a process of its own, with its own database, and the credentials it made for its banks. */
export async function serverWorld(): Promise<World & { readonly credentials: readonly Credentials[] }> {
  const directory = mkdtempSync(join(tmpdir(), 'xinqiao-parity-'));
  const child = fork(SERVER, [], {
    env: {
      ...process.env,
      DATABASE_URL: undefined,
      PORT: '0',
      XINQIAO_DIRECTORY: directory,
      XINQIAO_CITY_SIZE: '0',
      XINQIAO_DURABLE: 'off',
      XINQIAO_REQUESTS_PER_MINUTE: '1000000',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const [message] = (await Promise.race([once(child, 'message'), exited.then(() => [{}])])) as [
    { readonly url?: string },
  ];
  if (message.url === undefined) throw new Error('the server did not start');
  const credentials = ['bank', 'other-bank'].map(
    (file) =>
      JSON.parse(readFileSync(join(directory, 'applications', `${file}.json`), 'utf8')) as Credentials,
  );
  const { url } = message;
  return {
    credentials,
    ...(await clients(url, credentials)),
    answer: (link, persona, decision) => new OwnerBrowser(url).answer(link, persona, decision),
    async act(consentId, persona, act) {
      const owner = new OwnerBrowser(url);
      await owner.signIn(persona);
      await owner.press(consentId, act);
    },
    async activate({ policyId, version, documentHash, baselineHash }) {
      const seen = { policyId, version, documentHash, baselineHash };
      await (await officerAt(url, FIRST)).write('policies.propose', seen);
      return (await officerAt(url, SECOND)).write('policies.activate', seen);
    },
    retire: async ({ policyId, version }) =>
      (await officerAt(url, SECOND)).write('policies.retire', { policyId, version }),
    async close() {
      child.disconnect();
      await exited;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The handlers, for the same banks. */
export async function handlersWorld(credentials: readonly Credentials[]): Promise<World> {
  const baseUrl = 'https://xinqiao.test';
  const { handlers, sandbox } = xinqiaoHandlers({ baseUrl });
  const server = setupServer(...handlers);
  server.listen({ onUnhandledFrame: 'bypass' });
  return {
    ...(await clients(baseUrl, credentials)),
    answer: (link, persona, decision) => sandbox.owner(persona)[decision](link),
    async act(consentId, persona, act) {
      await sandbox.owner(persona)[act](consentId);
    },
    activate: async ({ policyVersionId }) => sandbox.officers.activate(policyVersionId ?? ''),
    retire: async ({ policyVersionId }) => sandbox.officers.retire(policyVersionId ?? ''),
    close: async () => server.close(),
  };
}

async function clients(baseUrl: string, [bank, otherBank]: readonly Credentials[]) {
  if (bank === undefined || otherBank === undefined) throw new Error('two banks are needed');
  const client = ({ applicationId, keyId, privateKey, redirectUri }: Credentials) =>
    new Xinqiao({ baseUrl, applicationId, key: { privateKey, keyId }, redirectUri, maxRetries: 0 });
  const key = (await importJWK(bank.privateKey, 'ES256')) as CryptoKey;
  return {
    bank: client(bank),
    otherBank: client(otherBank),
    raw: rawBank({ ...bank, baseUrl, key }),
  };
}
