import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { allocateCredit } from '../src/allocate/allocate-credit.ts';

const guide = (language: string) =>
  readFileSync(new URL(`../../../docs/${language}/guides/allocate.md`, import.meta.url), 'utf8');
const block = (text: string, title: string): string =>
  new RegExp(`^\`\`\`[a-z]+ ${title}\n(.*?)^\`\`\`$`, 'ms').exec(text)?.[1] ?? '';

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(['zh-CN', 'en'])('the guide to allocation in %s', (language) => {
  const text = guide(language);

  it('prints what it says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'xinqiao-allocate-guide-'));
    let printed = '';
    const write = (part: string | Uint8Array) => {
      printed += part;
      return true;
    };
    vi.spyOn(process.stderr, 'write').mockImplementation(write);
    vi.spyOn(process.stdout, 'write').mockImplementation(write);
    for (const name of ['problem.json', 'firms.csv']) writeFileSync(join(folder, name), block(text, name));
    await allocateCredit({
      file: join(folder, 'problem.json'),
      firms: join(folder, 'firms.csv'),
      seconds: '60',
      json: false,
    });
    rmSync(folder, { recursive: true, force: true });
    expect(printed.replaceAll('\r\n', '\n')).toBe(block(text, 'answer'));
  });
});
