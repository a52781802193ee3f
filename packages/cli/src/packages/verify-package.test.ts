import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offline } from '../../test/offline.ts';
import { verifyPackage } from './verify-package.ts';

const SECOND = Date.parse('2021-11-22T00:00:00.000Z') / 1000;
const id = (prefix: string) => `${prefix}_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d05`;
/** printf '[{"item":"tax.arrears","snapshotHash":null,"status":"TIMEOUT"}]' | openssl dgst -sha256 -binary | basenc --base64url */
const STATES_HASH = 'xF86-Xg3lyRud2fvxTfjulcZVjMxeQ9BuvBiLcvFNqM';
const PACKAGE = {
  ...{ version: 2, operatorId: 'bozhou', packageId: id('pkg'), consentId: id('cns') },
  ...{ participantId: id('ptc'), subjectId: id('sub'), purpose: 'CREDIT_DECISION', disclosure: 'RECORDS' },
  ...{ range: { from: '2019-11-01', to: '2021-10-31' }, asOf: '2021-11-01' },
  ...{ extractedAt: '2021-11-22T00:00:00.000Z', deleteBy: '2022-11-22T00:00:00.000Z' },
  items: [
    {
      ...{ item: 'tax.arrears', schemaVersion: 1, sourceId: 'tax-bureau', status: 'TIMEOUT' },
      ...{ sourceAsOf: null, snapshotHash: null },
    },
  ],
  snapshotHash: STATES_HASH,
};

let keyPair: Awaited<ReturnType<typeof generateKeyPair>>;
let bare: JWK;
const folder = mkdtempSync(join(tmpdir(), 'xinqiao-package-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
beforeAll(async () => {
  keyPair = await generateKeyPair('ES256');
  bare = await exportJWK(keyPair.publicKey);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sign = (typ: string, kid: string, content: object) =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'ES256', kid, typ, iat: SECOND })
    .sign(keyPair.privateKey);
const signed = (fact: object = {}) => sign('xinqiao-package+jwt', 'package-1', { ...PACKAGE, ...fact });
/** The key history kept in 2021. */
const history = (fact: object = {}) => {
  const facts = { ...bare, alg: 'ES256', use: 'sig', nbf: SECOND - 9 };
  const keys = [
    { ...facts, kid: 'receipt-1', purpose: 'RECEIPT' },
    { ...facts, kid: 'package-1', purpose: 'PACKAGE', exp: SECOND + 9, ...fact },
  ];
  const list = { iss: 'https://xinqiao.test', operatorId: 'bozhou', iat: SECOND, keys };
  return sign('jwk-set+jwt', 'receipt-1', list);
};

describe('xinqiao package verify', () => {
  const said = offline();
  const verify = async (content: string, keys: string, more: object = {}) =>
    verifyPackage({
      ...{ file: file('package.jwt', content), keys: file('keys.jwt', keys) },
      ...{ url: 'https://xinqiao.test', json: true, ...more },
    });

  it('verifies a package years later, with a kept key history and no network', async () => {
    await verify(`${await signed()}\n`, `${await history()}\n`);
    expect(JSON.parse(said.out)).toMatchObject({
      ...{ ok: true, packageId: id('pkg'), keyId: 'package-1', signedAt: '2021-11-22T00:00:00.000Z' },
      items: [{ item: 'tax.arrears', status: 'TIMEOUT' }],
    });
    expect(said.err).toContain('tax.arrears TIMEOUT (tax-bureau)');
  });

  it('keeps the key history that was used', async () => {
    const keys = await history();
    await verify(await signed(), keys, { saveKeys: join(folder, 'kept') });
    expect(readFileSync(join(folder, 'kept'), 'utf8').trim()).toBe(keys);
  });

  it.each<[string, () => Promise<string>, object, string]>([
    ['the key had ended', () => signed(), { exp: SECOND }, 'KEY_NOT_IN_FORCE'],
    ['the key is for something else', () => signed(), { purpose: 'CONSENT' }, 'KEY_PURPOSE'],
    ['the hash is not that of the items', () => signed({ items: [] }), {}, 'CONTENT'],
    ['it is a consent', () => sign('xinqiao-consent+jwt', 'package-1', PACKAGE), {}, 'TYPE'],
    ['it is nothing', async () => '', {}, 'FORM'],
  ])('refuses when %s, and prints nothing', async (_what, content, key, reason) => {
    await expect(verify(await content(), await history(key))).rejects.toMatchObject({
      code: 'SIGNATURE_INVALID',
      details: { reason },
    });
    expect(said.out).toBe('');
  });

  it('names the file it cannot read', async () => {
    await expect(
      verify(await signed(), await history(), { keys: join(folder, 'none') }),
    ).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
    });
  });
});
