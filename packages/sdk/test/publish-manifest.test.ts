import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publishManifest } from '../../../.config/publish-manifest.ts';

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'xinqiao-manifest-'));
});
afterEach(() => rm(workspace, { recursive: true }));

const write = async (path: string, content: string | object) => {
  const file = join(workspace, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
};

/** A built package `kit` whose sibling `core` pins decimal.js; returns the manifest made for it. */
async function publish(code: string, fact: object = {}) {
  await write('core/package.json', {
    name: '@xinqiao/core',
    dependencies: { 'decimal.js': '10.6.0', zod: '4.6.7' },
  });
  await write('kit/package.json', {
    name: '@xinqiao/kit',
    version: '0.1.0',
    private: true,
    dependencies: { '@xinqiao/core': '0.1.0', '@noble/hashes': '2.4.0', jose: '6.2.17' },
    ...fact,
  });
  await write('kit/dist/index.js', code);
  await publishManifest(join(workspace, 'kit'), { '.': 'index' });
  return JSON.parse(await readFile(join(workspace, 'kit/dist/package.json'), 'utf8'));
}

describe('publishManifest', () => {
  it('names exactly the packages that are imported, at their pins', async () => {
    const code = [
      'import { sha256 } from "@noble/hashes/sha2.js";',
      'import Decimal from "decimal.js";',
      'import { readFile } from "node:fs/promises";',
      'import "./other.js";',
      'console.log("from", "text");',
    ].join('\n');
    expect((await publish(code)).dependencies).toEqual({ '@noble/hashes': '2.4.0', 'decimal.js': '10.6.0' });
  });

  it('counts what only the declarations import, and what is imported later', async () => {
    await write('kit/dist/index.d.ts', 'import { CryptoKey, JWK } from "jose";\n');
    const { dependencies } = await publish('const zod = await import("zod");');
    expect(dependencies).toEqual({ jose: '6.2.17', zod: '4.6.7' });
  });

  it('can be published: not private, ESM, every entry with its types', async () => {
    const manifest = await publish('');
    expect(manifest).toMatchObject({ name: '@xinqiao/kit', version: '0.1.0', type: 'module' });
    expect(manifest).not.toHaveProperty('private');
    expect(manifest.exports['.']).toEqual({ types: './index.d.ts', default: './index.js' });
  });

  it('leaves a peer to the one who installs', async () => {
    const peerDependencies = { msw: '3.0.5' };
    const manifest = await publish('import { http } from "msw";', { peerDependencies });
    expect(manifest).toMatchObject({ dependencies: {}, peerDependencies });
  });

  it.each([
    ['a workspace package that was not bundled', 'import { a } from "@xinqiao/core";'],
    ['a package that nothing pins', 'import left from "left-pad";'],
  ])('refuses %s', async (_, code) => {
    await expect(publish(code)).rejects.toThrow('@xinqiao/kit');
  });

  it('refuses two pins of one package', async () => {
    const dependencies = { '@xinqiao/core': '0.1.0', zod: '4.0.0' };
    await expect(publish('', { dependencies })).rejects.toThrow('zod');
  });

  it('takes the README along', async () => {
    await write('kit/README.md', '# kit\n');
    await publish('');
    expect(await readFile(join(workspace, 'kit/dist/README.md'), 'utf8')).toBe('# kit\n');
  });
});
