import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformError } from '@xinqiao/contracts';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { readFounding } from './read-founding.ts';

const directory = mkdtempSync(join(tmpdir(), 'xinqiao-founding-'));
const file = join(directory, 'founding.json');
afterAll(() => rmSync(directory, { recursive: true }));

const pair = async (kid: string) => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    secret: { ...(await exportJWK(privateKey)), kid },
    open: { ...(await exportJWK(publicKey)), kid },
  };
};
const [one, two, three, four] = await Promise.all(['one', 'two', 'three', 'four'].map(pair));
if (!one || !two || !three || !four) throw new Error('no keys');

const hua = { identityId: 'hua-qing', name: '华青', roles: ['ADMISSION'], publicKey: one.open };
const lu = {
  identityId: 'lu-mingyuan',
  name: '陆明远',
  roles: ['ADMISSION', 'SUPPORT'],
  publicKey: two.open,
};
const song = { identityId: 'song-anran', name: '宋安然', roles: ['SECURITY'], publicKey: three.open };
const licence = {
  ...{ type: 'DATA_OPERATION_AUTHORISATION', number: '1', issuer: '亳州市数据资源管理局' },
  ...{ validFrom: '2026-01-01', validTo: '2035-12-31' },
};
const operator = { name: { zh: '亳州运营方', en: 'Bozhou Operator' }, licences: [licence] };
/** A founding that is accepted; each test names only what is wrong with its own. */
const founding = (fact: object = {}) => ({ operator, staff: [hua, lu, song], ...fact });

const read = (content: unknown) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readFounding(file);
};
const refusal = async (content: unknown, path = file) => {
  if (path === file) writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const error: unknown = await readFounding(path).catch((thrown: unknown) => thrown);
  if (!(error instanceof PlatformError)) throw new Error('the founding was accepted', { cause: error });
  expect(error.code).toBe('CONFIGURATION_INVALID');
  return error.errors.map(({ path }) => path.replace(/^XINQIAO_FOUNDING\.?/, ''));
};

describe('readFounding', () => {
  it('reads an operator with its licences and its first staff', async () => {
    const { staff, operator: read_ } = await read(founding());
    expect(read_).toEqual(operator);
    expect(staff.map(({ identityId, roles, key }) => [identityId, roles, key.kid])).toEqual([
      ['hua-qing', ['ADMISSION'], 'one'],
      ['lu-mingyuan', ['ADMISSION', 'SUPPORT'], 'two'],
      ['song-anran', ['SECURITY'], 'three'],
    ]);
  });

  it.each<[string, object, string[]]>([
    ['one person only', { staff: [hua] }, ['staff', 'staff']],
    ['one who admits', { staff: [hua, song] }, ['staff']],
    ['nobody for security', { staff: [hua, lu] }, ['staff']],
    ['nobody', { staff: [] }, ['staff', 'staff']],
    [
      'the same key twice',
      { staff: [hua, { ...lu, publicKey: { ...one.open, kid: 'other' } }, song] },
      ['staff.1.publicKey'],
    ],
    [
      'the same person twice',
      { staff: [hua, lu, song, { ...song, publicKey: four.open }] },
      ['staff.3.identityId'],
    ],
    [
      'a private key inside',
      { staff: [{ ...hua, publicKey: one.secret }, lu, song] },
      ['staff.0.publicKey.d'],
    ],
    [
      'a symmetric key',
      { staff: [hua, { ...lu, publicKey: { kty: 'oct', k: 'AAAA', kid: 'k' } }, song] },
      ['staff.1.publicKey.k', 'staff.1.publicKey.kty'],
    ],
    [
      'roles in conflict',
      { staff: [hua, lu, { ...song, roles: ['SECURITY', 'ADMISSION'] }] },
      ['staff.2.roles'],
    ],
    ['a role there is not', { staff: [hua, lu, { ...song, roles: ['ROOT'] }] }, ['staff.2.roles.0']],
    [
      'an identity nobody can have',
      { staff: [hua, lu, { ...song, identityId: '宋安然' }] },
      ['staff.2.identityId'],
    ],
    ['no licence', { operator: { ...operator, licences: [] } }, ['operator.licences']],
    [
      'another licence',
      { operator: { ...operator, licences: [{ ...licence, type: 'OTHER' }] } },
      ['operator.licences'],
    ],
    [
      'a licence that ends before it begins',
      { operator: { ...operator, licences: [{ ...licence, validTo: '2025-12-31' }] } },
      ['operator.licences.0.validTo'],
    ],
    ['no name', { operator: { licences: [licence] } }, ['operator.name']],
    ['something else besides', { surprise: true }, ['']],
  ])('refuses %s', async (_what, fact, paths) => {
    expect(await refusal(founding(fact))).toEqual(paths);
  });

  it('names everything that is wrong at once', async () => {
    const wrong = {
      staff: [{ ...hua, publicKey: one.secret }, lu, { ...song, roles: ['SECURITY', 'POLICY'] }],
    };
    expect((await refusal(founding(wrong))).sort()).toEqual(['staff.0.publicKey.d', 'staff.2.roles']);
  });

  it('never repeats a value, least of all a private key', async () => {
    await read(founding({ staff: [{ ...hua, publicKey: one.secret }, lu, song] })).catch(
      (error: PlatformError) => {
        expect(JSON.stringify([error.message, error.errors, error.details])).not.toContain(one.secret.d);
      },
    );
    expect.assertions(1);
  });

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no JSON', '{"operator":'],
    ['a list', []],
    ['null', 'null'],
    ['more than 256 KiB', `"${'x'.repeat(257 * 1024)}"`],
  ])('refuses a file of %s', async (_what, content) => {
    expect(await refusal(content)).toEqual(expect.arrayContaining(['']));
  });

  it('refuses a file that is not there', async () => {
    expect(await refusal('', join(directory, 'nothing.json'))).toEqual(['']);
  });
});
