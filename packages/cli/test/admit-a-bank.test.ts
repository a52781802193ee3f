import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const CLI = path('../src/main.ts');
const SERVER = path('../../../apps/server/src/main.ts');
const page = (language: string) =>
  readFileSync(path(`../../../docs/${language}/operations/admit-a-bank.md`), 'utf8');
const blocksOf = (text: string) =>
  [...text.matchAll(/^```sh\n(.*?)\n```$/gms)].map(([, block = '']) => block);

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-walk-'));
// PostgreSQL refuses to run as root, so somebody else must be let through to the folder inside.
chmodSync(folder, 0o711);
let server: ChildProcess | undefined;
afterAll(async () => {
  if (server?.connected) {
    server.disconnect();
    await once(server, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Carries out a block of the page in a shell that stops at the first line that fails. */
async function shell(block: string): Promise<{ code: number | null; out: string }> {
  const script = `set -e\nxinqiao() { '${process.execPath}' '${CLI}' "$@"; }\n${block}`;
  const child = spawn('bash', ['-c', script], { cwd: folder });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      out += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out };
}

/** The page's own way to start, in this process's care. */
async function start(settings: Readonly<Record<string, string>>): Promise<void> {
  server = fork(SERVER, [], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: undefined, LOG_LEVEL: 'error', ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(server, 'exit').then(() => [{ ready: false }]);
  const [message] = await Promise.race([once(server, 'message'), gone]);
  expect(message).toMatchObject({ ready: true });
}

describe('docs/en/operations/admit-a-bank.md', () => {
  it('leads from an empty installation to an ACTIVE bank with a working application', async () => {
    const port = await freePort();
    const here = (text: string) => text.replaceAll(':4600', `:${port}`);
    // Variables live on from block to block, as in one terminal.
    let before = '';
    const told: string[] = [];
    for (const block of blocksOf(page('en')).map(here)) {
      if (block.endsWith('npm start')) {
        const settings = [...block.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]);
        await start({ ...Object.fromEntries(settings), PORT: String(port) });
        continue;
      }
      const { code, out } = await shell(
        `${before}\n${block}\ndeclare -p BANK APP PROPOSAL XINQIAO_URL > vars 2>&- || true`,
      );
      expect(code, `${block}\n${out}`).toBe(0);
      told.push(out);
      before = '[ -f vars ] && source ./vars; export XINQIAO_URL';
    }
    const all = told.join('\n');
    expect(all).toContain('PARTICIPANT_NOT_ACTIVE');
    expect(all).toContain('FOUR_EYES_REQUIRED');
    expect(told.at(-2)).toContain('credit-decision');
    expect(told.at(-1)).toContain('recomputed and equal');
    expect(told.at(-1)).toMatch(/BANK +ACTIVE +涡河银行/);
  }, 300_000);

  it('has the same commands in both languages', () => {
    expect(blocksOf(page('zh-CN'))).toEqual(blocksOf(page('en')));
  });
});
