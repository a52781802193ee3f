import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose';
import { sm2 } from 'sm-crypto-v2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offline } from '../../test/offline.ts';
import { verifyConsent } from './verify-consent.ts';

const SECOND = Date.parse('2021-11-22T00:00:00.000Z') / 1000;
const id = (prefix: string) => `${prefix}_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d05`;
const HASH = 'A'.repeat(43);
const ARTEFACT = {
  ...{ version: 2, operatorId: 'bozhou', consentId: id('cns'), revision: 1 },
  ...{ consentStart: '2021-11-22T00:00:00.000Z', consentExpiry: '2022-05-22T00:00:00.000Z' },
  ...{ consentMode: 'STORE', fetchType: 'PERIODIC', disclosure: 'INDICATORS' },
  Customer: { subjectId: id('sub'), name: '亳州示例药材有限公司' },
  DataConsumer: { participantId: id('ptc'), name: '示例银行' },
  Purpose: { code: 'CREDIT_DECISION', text: '授信审批', category: 'LENDING' },
  dataItems: ['tax.vat-returns'],
  FIDataRange: { from: '2019-11-01', to: '2021-10-31' },
  DataLife: { unit: 'MONTH', value: 12 },
  Frequency: null,
  template: { templateId: 'pre-loan', version: 1 },
  ...{ noticeHash: HASH, noticeLanguage: 'zh-CN' },
  approvals: [
    {
      ...{ person: 'owner:x', capacity: 'LEGAL_REPRESENTATIVE', approvedAt: '2021-11-22T00:00:00.000Z' },
      ...{ noticeHash: HASH, noticeLanguage: 'zh-CN' },
    },
  ],
};

let keyPair: Awaited<ReturnType<typeof generateKeyPair>>;
let bare: JWK;
const chinese = sm2.generateKeyPairHex();
const base64Url = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
const folder = mkdtempSync(join(tmpdir(), 'xinqiao-consent-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
beforeAll(async () => {
  keyPair = await generateKeyPair('ES256');
  bare = await exportJWK(keyPair.publicKey);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sign = (typ: string, kid: string, text: string) =>
  new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'ES256', kid, typ, iat: SECOND })
    .sign(keyPair.privateKey);
const artefact = () => sign('xinqiao-consent+jwt', 'consent-1', JSON.stringify(ARTEFACT));
const sm2Signature = (text = JSON.stringify(ARTEFACT)) => {
  const options = { der: true, hash: true, userId: '1234567812345678' };
  return `sm2-1.${base64Url(sm2.doSignature(new TextEncoder().encode(text), chinese.privateKey, options))}`;
};
/** The key history kept in 2021; keys of consents say this beside. */
const history = (consent: object = {}, sm2Fact: object = {}) => {
  const facts = { ...bare, alg: 'ES256', use: 'sig', nbf: SECOND - 9 };
  const point = { x: base64Url(chinese.publicKey.slice(2, 66)), y: base64Url(chinese.publicKey.slice(66)) };
  const keys = [
    { ...facts, kid: 'receipt-1', purpose: 'RECEIPT' },
    { ...facts, kid: 'consent-1', purpose: 'CONSENT', exp: SECOND + 9, ...consent },
    {
      ...{ kty: 'EC', crv: 'SM2', ...point, alg: 'SM2', use: 'sig' },
      ...{ kid: 'sm2-1', purpose: 'CONSENT', nbf: SECOND - 9, ...sm2Fact },
    },
  ];
  const list = { iss: 'https://xinqiao.test', operatorId: 'bozhou', iat: SECOND, keys };
  return sign('jwk-set+jwt', 'receipt-1', JSON.stringify(list));
};

describe('xinqiao consent verify', () => {
  const said = offline();
  const verify = async (content: string, keys: string, more: object = {}) =>
    verifyConsent({
      ...{ file: file('consent', content), keys: file('keys', keys) },
      ...{ url: 'https://xinqiao.test', json: true, ...more },
    });
  const refused = async (content: string, keys: string, reason: string) => {
    await expect(verify(content, keys)).rejects.toMatchObject({
      code: 'SIGNATURE_INVALID',
      details: { reason },
    });
    expect(said.out).toBe('');
  };
  const consent = async (artefactSm2: string | null) =>
    JSON.stringify({ artefact: await artefact(), artefactSm2 });

  it('verifies a bare artefact years later, with a kept key history and no network', async () => {
    await verify(`${await artefact()}\n`, `${await history()}\n`);
    expect(JSON.parse(said.out)).toMatchObject({
      ...{ ok: true, keyId: 'consent-1', signedAt: '2021-11-22T00:00:00.000Z', sm2KeyId: null },
    });
    expect(said.err).toContain('亳州示例药材有限公司 → 示例银行');
  });

  it('verifies both signatures of a consent as the platform answers it', async () => {
    await verify(await consent(sm2Signature()), await history());
    expect(JSON.parse(said.out)).toHaveProperty('sm2KeyId', 'sm2-1');
  });

  it('keeps the key history that was used', async () => {
    const keys = await history();
    await verify(await artefact(), keys, { saveKeys: join(folder, 'kept') });
    expect(readFileSync(join(folder, 'kept'), 'utf8').trim()).toBe(keys);
  });

  it.each<[string, object, object, string]>([
    ['the key had ended', { exp: SECOND }, {}, 'KEY_NOT_IN_FORCE'],
    ['the key had not begun', { nbf: SECOND + 1 }, {}, 'KEY_NOT_IN_FORCE'],
    ['the key is for something else', { purpose: 'PACKAGE' }, {}, 'KEY_PURPOSE'],
    ['the SM2 key had ended', {}, { exp: SECOND }, 'SM2_KEY_NOT_IN_FORCE'],
    ['the SM2 key is for something else', {}, { purpose: 'PACKAGE' }, 'SM2_KEY_PURPOSE'],
    ['the SM2 key is unknown', {}, { kid: 'sm2-2' }, 'SM2_KEY_UNKNOWN'],
  ])('refuses when %s', async (_, es256, chineseFact, reason) =>
    refused(await consent(sm2Signature()), await history(es256, chineseFact), reason),
  );

  it.each<[string, () => string]>([
    ['is of another text', () => sm2Signature('{}')],
    ['is no signature', () => 'sm2-1.AAAA'],
  ])('refuses when the SM2 signature %s', async (_, signature) =>
    refused(await consent(signature()), await history(), 'SM2_SIGNATURE'),
  );

  it('refuses an SM2 signature that is not one at all', async () =>
    refused(await consent('?'), await history(), 'SM2_KEY_UNKNOWN'));

  it.each(['', '{', '{}', '{"artefact":1}'])('does not take %j for an artefact', async (content) => {
    await expect(verify(content, await history())).rejects.toHaveProperty(
      'code',
      content === '' ? 'SIGNATURE_INVALID' : 'CONFIGURATION_INVALID',
    );
  });

  it('names the file it cannot read', async () => {
    await expect(
      verify(await artefact(), await history(), { keys: join(folder, 'none') }),
    ).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
    });
  });
});
