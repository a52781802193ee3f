import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fileKeyPort } from './file-key-port.ts';

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-kek-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let path: string;
let port: ReturnType<typeof fileKeyPort>;
beforeEach(() => {
  path = join(folder, `${randomBytes(4).toString('hex')}.json`);
  port = fileKeyPort(path);
  port.create();
});
const key = randomBytes(32);

describe('a file of key-encryption keys', () => {
  it('is read by its owner only', () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('opens what it wrapped, also from another process that shares the file', async () => {
    const wrapped = await port.wrap('person:a', key);
    expect(await fileKeyPort(path).unwrap('person:a', wrapped)).toEqual(key);
  });

  it.each<[string, { holder?: string; wrapped?: string; kekId?: string }]>([
    ['of another holder', { holder: 'person:b' }],
    ['with another text', { wrapped: randomBytes(60).toString('base64url') }],
    ['that is cut off', { wrapped: 'AAAA' }],
    ['by a key it never had', { kekId: 'kek-00000000-0000-0000-0000-000000000000' }],
  ])('opens nothing %s', async (_what, { holder = 'person:a', ...change }) => {
    const wrapped = { ...(await port.wrap('person:a', key)), ...change };
    await expect(port.unwrap(holder, wrapped)).rejects.toThrow();
  });

  it('wraps with the next key after a rotation in another process, and opens with both', async () => {
    const before = await port.wrap('person:a', key);
    const next = await fileKeyPort(path).rotate();
    const after = await port.wrap('person:a', key);
    expect([after.kekId, await port.current()]).toEqual([next, next]);
    expect(await port.unwrap('person:a', before)).toEqual(key);
  });

  it('opens nothing of a key that was destroyed, and does not destroy the current one', async () => {
    const before = await port.wrap('person:a', key);
    await expect(port.destroy(before.kekId)).rejects.toThrow();
    await port.rotate();
    await port.destroy(before.kekId);
    await expect(port.unwrap('person:a', before)).rejects.toThrow();
    await expect(fileKeyPort(path).unwrap('person:a', before)).rejects.toThrow();
    expect(readFileSync(path, 'utf8')).not.toContain(before.kekId);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['that others may read', () => chmodSync(path, 0o644)],
    ['that is no JSON', () => writeFileSync(path, 'keys')],
    ['without a key', () => writeFileSync(path, '{"version":1,"keys":[]}')],
    ['that is gone', () => rmSync(path)],
  ])('refuses a file %s, and shows nothing of it', async (_what, spoil) => {
    const { keys } = JSON.parse(readFileSync(path, 'utf8')) as { keys: [{ key: string }] };
    spoil();
    const error = await fileKeyPort(path)
      .current()
      .catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      errors: [{ path: 'XINQIAO_KEK_FILE' }],
    });
    expect(JSON.stringify(error)).not.toContain(keys[0].key);
  });
});
