import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ERRORS, type ErrorCode, PlatformError } from '@xinqiao/contracts';
import type { JWK } from 'jose';

const SERVER = fileURLToPath(new URL('../../../../apps/server/src/main.ts', import.meta.url));

/** Credentials of one of the sandbox’s applications. */
export interface Credentials {
  readonly applicationId: string;
  readonly keyId: string;
  readonly redirectUri: string | null;
  readonly privateKey: JWK;
}

export interface ServerProcess {
  readonly url: string;
  /** Process id of the server; its database has others. */
  readonly pid: number;
  credentials(application: 'bank' | 'other-bank' | 'operator'): Credentials;
  /** Stops the server in order and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a server of its own, with a database of its own, in a folder of its own: two demos never meet. */
export async function startServerProcess(citySize: number): Promise<ServerProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'xinqiao-demo-'));
  // PostgreSQL refuses to run as root, so somebody else must be let through to the folder inside.
  chmodSync(directory, 0o711);
  const child = fork(SERVER, [], {
    env: {
      ...process.env,
      DATABASE_URL: undefined,
      PORT: '0',
      XINQIAO_DIRECTORY: directory,
      XINQIAO_CITY_SIZE: String(citySize),
      XINQIAO_REQUESTS_PER_MINUTE: '1000000',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const clean = () => rmSync(directory, { recursive: true, force: true });
  const [message] = (await Promise.race([once(child, 'message'), exited.then(() => [undefined])])) as [
    { ready: boolean; url: string; code?: string } | undefined,
  ];
  if (message?.ready !== true) {
    await exited;
    clean();
    const code = message?.code ?? '';
    throw new PlatformError(code in ERRORS ? (code as ErrorCode) : 'SERVER_UNREACHABLE');
  }
  return {
    url: message.url,
    pid: child.pid ?? 0,
    credentials: (application) =>
      JSON.parse(readFileSync(join(directory, 'applications', `${application}.json`), 'utf8')) as Credentials,
    async stop() {
      // Losing its parent’s channel is the server’s signal to close everything in order.
      if (child.connected) child.disconnect();
      await exited;
      clean();
    },
  };
}
