import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface ServerProcess {
  readonly child: ChildProcess;
  /** Its own folder: embedded database, files of the sandbox. */
  readonly directory: string;
  /** What it has written so far. */
  readonly output: { stdout: string; stderr: string };
  /** Its first message: ready, or why not; undefined when it ended without one. */
  readonly message: { ready: boolean; url?: string; code?: string } | undefined;
  /** Exit code once it has ended. */
  readonly exited: Promise<number | null>;
  /** Whether a PostgreSQL of its folder is still running. */
  databaseRuns(): boolean;
  /** Lets it end in order, and removes its folder. */
  stop(): Promise<void>;
}

/** A server as the command line starts it, with a database of its own unless told otherwise. */
export async function startServerProcess(environment: Record<string, string> = {}): Promise<ServerProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'xinqiao-process-'));
  chmodSync(directory, 0o711); // or PostgreSQL, started by root, would keep its data elsewhere
  const child = fork(MAIN, [], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      XINQIAO_DIRECTORY: directory,
      XINQIAO_CITY_SIZE: '0',
      XINQIAO_DURABLE: 'off',
      ...environment,
    },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    output.stdout += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    output.stderr += String(chunk);
  });
  // Its last words may still be on their way when it has ended.
  const silent = [child.stdout, child.stderr].map((stream) =>
    stream === null ? undefined : once(stream, 'close'),
  );
  const exited = Promise.all([once(child, 'exit'), ...silent]).then(([[code]]) => code as number | null);
  const [message] = (await Promise.race([once(child, 'message'), exited.then(() => [])])) as [
    ServerProcess['message']?,
  ];
  const pidFile = join(directory, 'postgres', 'data', 'postmaster.pid');
  return {
    child,
    directory,
    output,
    message,
    exited,
    databaseRuns: () =>
      existsSync(pidFile) && isRunning(Number(readFileSync(pidFile, 'utf8').split('\n')[0])),
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
