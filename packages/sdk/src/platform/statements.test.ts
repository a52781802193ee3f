import { createHmac } from 'node:crypto';
import { CompactSign, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type LoopbackPlatform, loopbackPlatform } from '../../test/loopback-platform.ts';
import { settingsOf } from '../options.ts';
import { readMetadata } from './metadata.ts';
import { Statements } from './statements.ts';

let platform: LoopbackPlatform;
let statements: Statements;
beforeAll(async () => {
  platform = await loopbackPlatform();
  const settings = settingsOf({
    baseUrl: platform.baseUrl,
    applicationId: 'app_1',
    key: { privateKey: { kty: 'EC' }, keyId: 'k' },
    redirectUri: 'https://bank.test/callback',
  });
  statements = new Statements(settings, () => readMetadata(settings));
});
afterAll(() => platform.close());

const TYPE = 'xinqiao-package+jwt';
const Payload = z.strictObject({ limit: z.string() });
const genuine = (header?: object) => platform.sign(TYPE, { limit: '300000.00' }, header);
const open = (jws: string) => statements.open(jws, TYPE, Payload);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a statement of the platform', () => {
  it('opens when it is genuine', async () => {
    expect(await open(await genuine())).toEqual({ limit: '300000.00' });
  });

  it('of another shape than the contract’s is RESPONSE_UNEXPECTED', async () => {
    await expect(open(await platform.sign(TYPE, { limit: 1 }))).rejects.toHaveProperty(
      'code',
      'RESPONSE_UNEXPECTED',
    );
  });

  it.each<[string, (jws: string) => string | Promise<string>]>([
    [
      'its payload was changed',
      (jws) =>
        jws
          .split('.')
          .with(1, encode({ limit: '900000.00' }))
          .join('.'),
    ],
    [
      'its header was changed',
      (jws) =>
        jws
          .split('.')
          .with(0, encode({ alg: 'ES256', kid: 'platform-1', typ: TYPE, x: 1 }))
          .join('.'),
    ],
    [
      'its signature is another’s',
      async (jws) =>
        jws
          .split('.')
          .with(2, (await platform.sign(TYPE, {})).split('.')[2] ?? '')
          .join('.'),
    ],
    [
      'another key signed it',
      async () => {
        const { privateKey } = await generateKeyPair('ES256');
        return new CompactSign(Buffer.from('{"limit":"900000.00"}'))
          .setProtectedHeader({ alg: 'ES256', kid: 'platform-1', typ: TYPE })
          .sign(privateKey);
      },
    ],
    ['it names a key the platform does not publish', () => genuine({ kid: 'platform-2' })],
    ['it names no key', () => genuine({ kid: undefined })],
    ['it is of another type (RFC 8725 §3.11)', () => genuine({ typ: 'xinqiao-receipt+jwt' })],
    ['it is of no type', () => genuine({ typ: undefined })],
    [
      'it has a critical header nobody here understands (RFC 7515 §4.1.11)',
      (jws) =>
        jws
          .split('.')
          .with(0, encode({ alg: 'ES256', kid: 'platform-1', typ: TYPE, crit: ['x'], x: 1 }))
          .join('.'),
    ],
    [
      'its algorithm is none (RFC 8725 §3.1)',
      (jws) =>
        jws
          .split('.')
          .with(0, encode({ alg: 'none', typ: TYPE, kid: 'platform-1' }))
          .join('.'),
    ],
    [
      'its algorithm is none and it has no signature',
      (jws) => `${encode({ alg: 'none', typ: TYPE })}.${jws.split('.')[1]}.`,
    ],
    [
      'its algorithm is HS256 over the public key (RFC 8725 §2.1)',
      (jws) => {
        const signed = `${encode({ alg: 'HS256', typ: TYPE, kid: 'platform-1' })}.${jws.split('.')[1]}`;
        const mac = createHmac('sha256', JSON.stringify(platform.platformJwk))
          .update(signed)
          .digest('base64url');
        return `${signed}.${mac}`;
      },
    ],
    [
      'it brings its own key',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
        const jwk = await crypto.subtle.exportKey('jwk', publicKey as CryptoKey);
        return new CompactSign(Buffer.from('{"limit":"900000.00"}'))
          .setProtectedHeader({
            alg: 'ES256',
            kid: 'own',
            typ: TYPE,
            jwk: { kty: 'EC', crv: 'P-256', x: jwk.x ?? '', y: jwk.y ?? '' },
          })
          .sign(privateKey);
      },
    ],
    ['a space stands before it', (jws) => ` ${jws}`],
    ['a line break stands after it', (jws) => `${jws}\n`],
    ['a space stands in its payload', (jws) => jws.replace('.', '. ')],
    ['its signature is padded', (jws) => `${jws}==`],
    [
      'its payload is padded',
      (jws) =>
        jws
          .split('.')
          .map((part, at) => (at === 1 ? `${part}=` : part))
          .join('.'),
    ],
    [
      'it is written in base64, not base64url',
      (jws) =>
        jws
          .split('.')
          .with(2, `+/${jws.split('.')[2]?.slice(2)}`)
          .join('.'),
    ],
    ['it has a fourth part', (jws) => `${jws}.AAAA`],
    ['it has two parts', (jws) => jws.split('.').slice(0, 2).join('.')],
    ['it is empty', () => ''],
    ['its payload is empty', (jws) => jws.split('.').with(1, '').join('.')],
    ['its signature is cut short', (jws) => jws.slice(0, -4)],
  ])('is SIGNATURE_INVALID when %s', async (_, forge) => {
    await expect(open(await forge(await genuine()))).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });

  it('has one spelling: stray trailing bits in the signature are refused (RFC 4648 §3.5)', async () => {
    const jws = await genuine();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(jws.at(-1) ?? '');
    const respelled = jws.slice(0, -1) + alphabet[last + 1];
    expect(Buffer.from(respelled.split('.')[2] ?? '', 'base64url')).toEqual(
      Buffer.from(jws.split('.')[2] ?? '', 'base64url'),
    );
    await expect(open(respelled)).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });

  const SECOND = 1_795_305_600;
  /** Opens what the platform signed in that second, with this said of its key. */
  const openWith = async (said: object, header: object = { iat: SECOND }) => {
    platform.on('GET /said', { body: { keys: [{ ...platform.platformJwk, ...said }] } });
    const settings = settingsOf({
      baseUrl: platform.baseUrl,
      applicationId: 'app_1',
      key: { privateKey: { kty: 'EC' }, keyId: 'k' },
      redirectUri: 'https://bank.test/callback',
    });
    const jwksUri = `${platform.baseUrl}/said`;
    const own = new Statements(settings, async () => ({ ...(await readMetadata(settings)), jwksUri }));
    return own.open(await genuine(header), TYPE, Payload);
  };

  it('opens with a key that is for it and was in force when it signed', async () => {
    const said = { purpose: 'PACKAGE', nbf: SECOND, exp: SECOND + 1 };
    expect(await openWith(said)).toEqual({ limit: '300000.00' });
  });

  it.each<[string, object, object?]>([
    ['its key is for something else', { purpose: 'CONSENT' }],
    ['its key had not begun', { purpose: 'PACKAGE', nbf: SECOND + 1 }],
    ['its key had ended', { purpose: 'PACKAGE', nbf: SECOND - 9, exp: SECOND }],
    ['it does not say when it was signed, and its key has a term', { nbf: SECOND }, {}],
  ])('is SIGNATURE_INVALID when %s', async (_, said, header) => {
    await expect(openWith(said, header)).rejects.toHaveProperty('code', 'SIGNATURE_INVALID');
  });

  it('cannot be checked while the keys cannot be read: SERVER_UNREACHABLE, and no content', async () => {
    const settings = settingsOf({
      baseUrl: platform.baseUrl,
      applicationId: 'app_1',
      key: { privateKey: { kty: 'EC' }, keyId: 'k' },
      redirectUri: 'https://bank.test/callback',
      random: () => 0,
    });
    const jwksUri = `${platform.baseUrl}/gone`;
    platform.on('GET /gone', { status: 503 });
    const without = new Statements(settings, async () => ({ ...(await readMetadata(settings)), jwksUri }));
    await expect(without.open(await genuine(), TYPE, Payload)).rejects.toHaveProperty(
      'code',
      'SERVER_UNREACHABLE',
    );
  });
});
