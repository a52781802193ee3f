import { PlatformError } from '@xinqiao/contracts';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { settingsOf, type XinqiaoOptions } from './options.ts';

const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });

const settings = (fact: Partial<XinqiaoOptions>) =>
  settingsOf({
    baseUrl: 'https://xinqiao.test',
    applicationId: 'app_1',
    key: { privateKey, keyId: 'bank-1' },
    redirectUri: 'https://bank.test/callback',
    ...fact,
  });
const refusal = (fact: Partial<XinqiaoOptions>) => {
  try {
    settings(fact);
  } catch (error) {
    return error instanceof PlatformError ? [error.code, error.details.setting] : error;
  }
  return undefined;
};

describe('settingsOf', () => {
  it.each([
    'http://xinqiao.test',
    'http://127.0.0.1.xinqiao.test',
    'http://localhost@xinqiao.test',
    'http://10.0.0.1:4600',
    'ftp://127.0.0.1',
    'https://user:secret@xinqiao.test',
    'https://xinqiao.test?x=1',
    'xinqiao.test',
    '',
  ])('refuses the address %s: data would travel unprotected or astray', (baseUrl) => {
    expect(refusal({ baseUrl })).toEqual(['CONFIGURATION_INVALID', 'baseUrl']);
  });

  it.each([
    ['https://xinqiao.test', 'https://xinqiao.test', false],
    ['https://xinqiao.test/city/', 'https://xinqiao.test/city', false],
    ['http://127.0.0.1:4600', 'http://127.0.0.1:4600', true],
    ['http://[::1]:4600/', 'http://[::1]:4600', true],
    ['http://localhost:4600', 'http://localhost:4600', true],
  ])('takes %s', (given, baseUrl, insecure) => {
    expect(settings({ baseUrl: given })).toMatchObject({ baseUrl, insecure });
  });

  it.each([
    ['redirectUri', { redirectUri: '/callback' }],
    ['redirectUri', { redirectUri: 'https://bank.test/callback?from=xinqiao' }],
    ['redirectUri', { redirectUri: 'https://bank.test/callback#x' }],
    ['applicationId', { applicationId: '' }],
    ['key', { key: { privateKey, keyId: '' } }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
    ['maxRetries', { maxRetries: -1 }],
    ['maxRetries', { maxRetries: 1.5 }],
  ] as [string, Partial<XinqiaoOptions>][])(
    'names %s as the setting that is wrong in %j',
    (setting, fact) => {
      expect(refusal(fact)).toEqual(['CONFIGURATION_INVALID', setting]);
    },
  );

  it('waits 10 seconds for an attempt and retries twice unless told otherwise', () => {
    expect(settings({})).toMatchObject({ timeoutMs: 10_000, maxRetries: 2 });
  });

  it('takes the key as a private JWK', async () => {
    const key = await settings({
      key: { privateKey: await exportJWK(privateKey), keyId: 'bank-1' },
    }).privateKey();
    expect(key.type).toBe('private');
  });

  it.each([
    ['a public JWK', async () => exportJWK(publicKey)],
    ['a public CryptoKey', async () => publicKey],
    ['a key of another curve', async () => (await generateKeyPair('ES384')).privateKey],
    ['an RSA key', async () => (await generateKeyPair('RS256')).privateKey],
    ['a broken JWK', async (): Promise<JWK> => ({ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', d: 'AA' })],
  ])('refuses %s: FAPI 2.0 clients sign with ES256', async (_, key) => {
    const { privateKey: load } = settings({ key: { privateKey: await key(), keyId: 'bank-1' } });
    await expect(load()).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      details: { setting: 'key' },
    });
  });
});
