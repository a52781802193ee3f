import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { MessageJwk } from '@xinqiao/agency';
import type { SubjectId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { FastifyBaseLogger } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConfiguredSources } from '../../src/data/sources/configured/open-sources.ts';
import type { Source } from '../../src/data/sources/source.ts';
import { realClock } from '../sources/support/agency-world.ts';
import { serveGrades } from './snippets/serve-grades.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const CLI = path('../../../../packages/cli/src/main.ts');
const page = (language: string) =>
  readFileSync(path(`../../../../docs/${language}/guides/connect-an-agency.md`), 'utf8');
/** Code blocks of a kind, without the indentation of a list they stand in. */
const blocksOf = (kind: string, language = 'en') =>
  [...page(language).matchAll(new RegExp(`^( *)\`\`\`${kind}\\n(.*?)\\n\\1\`\`\`$`, 'gms'))].map(
    ([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );

const context = { database: undefined as unknown as Database, signal: new AbortController().signal };
const subject = (code: string) => ({
  ...{ subjectId: 'sub_1' as SubjectId, sourceId: 'register', scheme: 'uscc' as const, code },
});
const RANGE = { from: '2025-01-01', to: '2026-06-30' };

let folder: string;
let port: number;
let service: ChildProcess | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-agency-guide-'));
  port = await freePort();
});
afterAll(async () => {
  if (service?.exitCode === null) {
    service.kill('SIGTERM');
    await once(service, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return address.port;
}

/** What stands in the guide, as one types it here. */
const typed = (block: string) => block.replaceAll('4710', String(port));

async function carryOut(block: string): Promise<string> {
  const script = ['set -e', `xinqiao() { '${process.execPath}' '${CLI}' "$@"; }`, typed(block)].join('\n');
  const child = spawn('bash', ['-c', script], { cwd: folder });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      out += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code, out).toBe(0);
  return out;
}

/** The platform’s connector, from the document that the guide has the operator write, for a service on this machine. */
async function connected(agencyKey: MessageJwk, url: string, keyFile = 'platform.json'): Promise<Source> {
  const [document] = blocksOf('json');
  const [shown] = JSON.parse(document as string).sources;
  const here = {
    url,
    agencyKeys: [agencyKey],
    keyFile: join(folder, keyFile),
    privateAddresses: ['127.0.0.0/8'],
  };
  const written = join(folder, 'sources.json');
  writeFileSync(written, JSON.stringify({ sources: [{ ...shown, ...here }] }));
  const [source] = await openConfiguredSources(written, {
    ...{ secrets: {}, database: context.database, clock: realClock },
    logger: undefined as unknown as FastifyBaseLogger,
  });
  return source as Source;
}
const readJson = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

describe('connect-an-agency.md, as a new agency follows it', () => {
  it('shows the same to run and to write in both languages', () => {
    for (const kind of ['bash', 'json']) expect(blocksOf(kind, 'zh-CN')).toEqual(blocksOf(kind));
  });

  it('is typed by a command that prints nothing of its own, so that a file can take what it prints', async () => {
    const words = ['run', '--silent', 'xinqiao', '--', 'agency', 'sample', '--help'];
    const { stdout } = await promisify(execFile)('npm', words, { cwd: path('../../../..') });
    expect(stdout).toMatch(/^Usage: xinqiao agency sample/);
  }, 120_000);

  it('leads from nothing to a service that passes every check', async () => {
    const [keys, sample, check] = blocksOf('sh');
    await carryOut(keys as string);
    await carryOut(sample as string);
    const [serve = ''] = blocksOf('bash');
    const [, ...words] = typed(serve).split(' ');
    service = spawn(process.execPath, [CLI, ...words], { cwd: folder, stdio: 'ignore' });
    const out = await carryOut(check as string);
    expect(out.match(/^✓ /gm)?.length).toBeGreaterThanOrEqual(11);
    expect(out).not.toContain('✗');
  }, 240_000);

  it('and the platform reads from it, configured as the guide says', async () => {
    const source = await connected(readJson('agency.pub.json'), `http://127.0.0.1:${port}`);
    const code = readFileSync(join(folder, 'code.txt'), 'utf8').trim();
    const answers = await source.read(subject(code), ['tax.credit-grades'], RANGE, context);
    expect(answers.get('tax.credit-grades')).toMatchObject({ kind: 'records', whole: true });
    await source.close?.();
  });

  it('and a setting that is wrong is named with its place in the document', async () => {
    const wrong = connected(readJson('agency.pub.json'), 'http://127.0.0.1:1', 'nowhere.json');
    await expect(wrong).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      errors: [{ path: 'sources.0.keyFile' }],
    });
  });

  it('serve-grades.ts serves the agency’s own query', async () => {
    const key = {
      ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
      kid: 'agency-2',
    } as MessageJwk;
    const { d: _private, ...open } = key;
    const grades = [{ year: 2025, grade: 'A' as const }];
    const query = async (code: string) =>
      code === '91341602MA2MQ1XX59' ? { grades, changedAt: new Date('2026-11-20T16:00:00Z') } : undefined;
    const own = await serveGrades(query, key, readJson('platform.pub.json'), 0);
    const source = await connected(open, own.origin);
    const read = async (code: string) =>
      (await source.read(subject(code), ['tax.credit-grades'], RANGE, context)).get('tax.credit-grades');
    expect(await read('91341602MA2MQ1XX59')).toEqual({
      ...{ kind: 'records', records: grades, whole: true },
      ...{ asOf: '2026-11-20T16:00:00.000Z', version: '2026-11-20T16:00:00.000Z' },
    });
    expect(await read('91340100MA2N1B7Q5G')).toMatchObject({ kind: 'no-data' });
    await own.close();
    await source.close?.();
  });
});
