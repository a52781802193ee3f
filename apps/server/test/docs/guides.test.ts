import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OPERATIONS, type OperationName } from '@xinqiao/contracts';
import type { ReceivedEvent } from '@xinqiao/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SANDBOX_PARTICIPANTS } from '../../src/sandbox/sandbox-participants.ts';
import { type Received, type Receiver, startReceiver } from '../events/support/receiver.ts';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { follow } from './snippets/follow-events.ts';
import { registered } from './snippets/read-register.ts';
import { receive } from './snippets/receive-events.ts';
import { consentToStopUsing } from './snippets/revoked-consents.ts';
import { verified as verifiedByPublicKeys } from './snippets/verify-with-public-keys.ts';
import { verified as verifiedByLibrary } from './snippets/verify-with-standard-webhooks.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const DOCS = path('../../../../docs');
const SNIPPETS = path('./snippets');
const CLI = path('../../../../packages/cli/src/main.ts');

const FOLDERS = ['guides', 'operations'];
const PAGES = FOLDERS.flatMap((folder) =>
  readdirSync(join(DOCS, 'en', folder)).map((page) => `${folder}/${page}`),
);
const page = (language: string, name: string) => readFileSync(join(DOCS, language, name), 'utf8');
/** Code blocks of a kind, without the indentation of a list they stand in. */
const blocksOf = (kind: string, text: string) =>
  [...text.matchAll(new RegExp(`^( *)\`\`\`${kind}\\n(.*?)\\n\\1\`\`\`$`, 'gms'))].map(
    ([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );

/** A word as the shell hands it over. */
const unquoted = (word: string) =>
  word.replaceAll(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? '');

/** What `xinqiao run` is given in examples that are shown and not run, ids filled in. */
const shownCalls = (text: string) =>
  blocksOf('text', text)
    .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    .filter((line) => line.startsWith('xinqiao run '))
    .map((line) => {
      const words =
        line
          .replaceAll('_…', '_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77')
          .match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
      const fields = words.slice(3).flatMap((word) => {
        const [, name = '', sign, value = ''] = /^(\w+)(:?=)(.*)$/.exec(unquoted(word)) ?? [];
        return sign === undefined ? [] : [[name, sign === '=' ? value : JSON.parse(value)] as const];
      });
      return { operation: words[2] ?? '', input: Object.fromEntries(fields) };
    });

describe('code in guides and operations', () => {
  it('shows calls in pages that are not run', () => {
    expect(PAGES.flatMap((name) => shownCalls(page('en', name))).length).toBeGreaterThan(10);
  });

  it.each(PAGES)('%s shows calls that the contract takes', (name) => {
    for (const { operation, input } of [
      ...shownCalls(page('en', name)),
      ...shownCalls(page('zh-CN', name)),
    ]) {
      expect(Object.keys(OPERATIONS)).toContain(operation);
      const parsed = OPERATIONS[operation as OperationName].input.safeParse(input);
      expect(parsed.error?.issues ?? [], operation).toEqual([]);
    }
  });

  it.each(PAGES)(
    '%s shows in both languages the same code to run, and of TypeScript only what is run here',
    (name) => {
      for (const kind of ['sh', 'ts'])
        expect(blocksOf(kind, page('zh-CN', name))).toEqual(blocksOf(kind, page('en', name)));
      const known = readdirSync(SNIPPETS).map((file) => readFileSync(join(SNIPPETS, file), 'utf8').trimEnd());
      expect(known).toEqual(expect.arrayContaining(blocksOf('ts', page('en', name))));
    },
  );

  it.each(readdirSync(SNIPPETS))('%s stands in a page', (file) => {
    const shown = PAGES.flatMap((name) => blocksOf('ts', page('en', name)));
    expect(shown).toContain(readFileSync(join(SNIPPETS, file), 'utf8').trimEnd());
  });
});

describe('what the guides show does what they say', () => {
  const [, bank] = SANDBOX_PARTICIPANTS;
  let platform: Platform;
  let receiver: Receiver;
  let folder: string;
  beforeAll(async () => {
    platform = await startPlatform();
    receiver = await startReceiver();
    folder = mkdtempSync(join(tmpdir(), 'xinqiao-guides-'));
    mkdirSync(join(folder, 'keys'));
    writeFileSync(join(folder, 'keys', 'bank.json'), JSON.stringify(platform.credentials('bank')));
  });
  afterAll(async () => {
    await platform.close();
    await receiver.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Carries out the commands of a page as in one terminal that closes at the first that fails. */
  async function carryOut(name: string): Promise<string> {
    const commands = blocksOf('sh', page('en', name)).map((block) =>
      block.replaceAll('https://bank.example/xinqiao/events', receiver.url),
    );
    const script = ['set -e', `xinqiao() { '${process.execPath}' '${CLI}' "$@"; }`, ...commands].join('\n');
    const child = spawn('bash', ['-c', script], {
      cwd: folder,
      env: { ...process.env, XINQIAO_URL: platform.url },
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => {
        out += text;
      });
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code, out).toBe(0);
    return out;
  }
  const requestOf = ({ headers, body }: Received) =>
    new Request('https://bank.example/xinqiao/events', { method: 'POST', headers: headers as never, body });

  it('events.md: register, test, rotate, replay and pull by command line', async () => {
    const out = await carryOut('guides/events.md');
    expect(out).toContain('cn.xinqiao.webhook.test.v1');
    await receiver.until(1);
    const secrets = ['webhook-secret', 'webhook-secret-next'].map((file) =>
      readFileSync(join(folder, file), 'utf8').trim(),
    );
    expect(secrets).toEqual([expect.stringMatching(/^whsec_/), expect.stringMatching(/^whsec_/)]);
    expect(secrets[0]).not.toBe(secrets[1]);
  }, 240_000);

  it('events.md: each way to verify accepts a delivery and refuses a changed one', async () => {
    const before = receiver.received.length;
    const { consentId } = await agreedConsent(platform);
    await receiver.until(before + 1);
    const delivery = receiver.received.at(-1) as Received;
    const forged = { ...delivery, body: delivery.body.replace('"ACTIVE"', '"PAUSED"') };
    expect(forged.body).not.toBe(delivery.body);
    const secret = readFileSync(join(folder, 'webhook-secret-next'), 'utf8').trim();
    const stored: ReceivedEvent[] = [];
    const store = async (event: ReceivedEvent) => void stored.push(event);
    expect((await receive(requestOf(delivery), [secret], store)).status).toBe(204);
    expect((await receive(requestOf(forged), [secret], store)).status).toBe(400);
    expect(stored).toMatchObject([{ data: { consentId } }]);

    const recipient = bank?.id ?? '';
    expect(await verifiedByPublicKeys(requestOf(delivery), platform.url, recipient)).toEqual(stored[0]);
    await expect(verifiedByPublicKeys(requestOf(forged), platform.url, recipient)).rejects.toThrow();
    expect(await verifiedByLibrary(requestOf(delivery), secret)).toEqual(stored[0]);
    await expect(verifiedByLibrary(requestOf(forged), secret)).rejects.toThrow();
  });

  it('events.md: follow goes on where the last run ended, and an end of consent is told', async () => {
    const client = platform.bank();
    const { consentId } = await agreedConsent(platform, { bank: client });
    const saved: string[] = [];
    const bookmark = {
      load: async () => saved.at(-1),
      save: async (sequence: string) => void saved.push(sequence),
    };
    /** Runs until an event of the consent has that type. */
    const runUntil = async (type: string) => {
      const seen: ReceivedEvent[] = [];
      const stop = new AbortController();
      const handle = async (event: ReceivedEvent) => {
        seen.push(event);
        if (event.type === type && (event.data as { consentId?: string }).consentId === consentId)
          stop.abort();
      };
      await follow(client, bookmark, handle, stop.signal).catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
      });
      return seen;
    };
    const first = await runUntil('cn.xinqiao.consent.granted.v1');
    await client.consents.revoke(consentId);
    const rest = await runUntil('cn.xinqiao.consent.revoked.v1');
    expect(new Set([...first, ...rest].map(({ id }) => id)).size).toBe(first.length + rest.length);
    expect(consentToStopUsing(rest.at(-1) as never)).toBe(consentId);
    expect(consentToStopUsing(first.at(-1) as never)).toBeUndefined();
  });

  it('usage.md: shows the usage of a month', async () => {
    expect(JSON.parse(await carryOut('guides/usage.md'))).toMatchObject({
      month: '2026-11',
      calls: expect.any(Number),
      callsPerMinute: expect.any(Number),
    });
  }, 60_000);

  it('write-a-policy.md: a program drafts the policy of the page', async () => {
    const [policy = ''] = blocksOf('json', page('en', 'guides/write-a-policy.md'));
    writeFileSync(join(folder, 'first-policy.json'), policy);
    expect(await carryOut('guides/write-a-policy.md')).toMatch(/^[\w-]{43}\nDRAFT\n$/);
  }, 60_000);

  it.each([
    ['guides/watch.md', 'null'],
    ['guides/referrals.md', 'null'],
  ])(
    '%s: reads what there is, which is nothing yet',
    async (name, nothing) => {
      expect((await carryOut(name)).trim()).toBe(nothing);
    },
    60_000,
  );

  it('operations/index.md: the register shows the bank with its key, its history checked', async () => {
    const { keyId } = platform.credentials('bank');
    await expect
      .poll(() => registered(platform.url, bank?.id ?? '').catch(() => undefined), { timeout: 20_000 })
      .toMatchObject({ status: 'ACTIVE', applications: [{ keys: [{ kid: keyId }] }] });
  });

  it('keys.md: changes a key without a gap, after which the old one is refused', async () => {
    await carryOut('guides/keys.md');
    await expect(platform.bank('bank').catalogue.items()).rejects.toHaveProperty('code', 'KEY_NOT_IN_FORCE');
    copyFileSync(join(folder, 'keys', 'next.json'), join(folder, 'keys', 'bank.json'));
    expect(JSON.parse(await carryOut('guides/usage.md'))).toHaveProperty('calls');
  }, 240_000);
});
