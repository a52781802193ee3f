import { createHmac } from 'node:crypto';
import { CompactSign, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type LoopbackPlatform, loopbackPlatform, SIGNED_AT } from '../../test/loopback-platform.ts';
import type { StatementFault } from '../keys/open-statement.ts';
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
/** The header of what the platform signs, with something else said. */
const header = (said: object = {}) =>
  encode({ alg: 'ES256', kid: platform.publicKeyOf(TYPE).kid, typ: TYPE, iat: SIGNED_AT, ...said });
const refusal = (reason: StatementFault) => ({ code: 'SIGNATURE_INVALID', details: { reason } });
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

  it.each<[string, StatementFault, (jws: string) => string | Promise<string>]>([
    [
      'its payload was changed',
      'SIGNATURE',
      (jws) =>
        jws
          .split('.')
          .with(1, encode({ limit: '900000.00' }))
          .join('.'),
    ],
    [
      'its header was changed',
      'SIGNATURE',
      (jws) =>
        jws
          .split('.')
          .with(0, header({ x: 1 }))
          .join('.'),
    ],
    [
      'its signature is another’s',
      'SIGNATURE',
      async (jws) =>
        jws
          .split('.')
          .with(2, (await platform.sign(TYPE, {})).split('.')[2] ?? '')
          .join('.'),
    ],
    [
      'another key signed it',
      'SIGNATURE',
      async () => {
        const { privateKey } = await generateKeyPair('ES256');
        return new CompactSign(Buffer.from('{"limit":"900000.00"}'))
          .setProtectedHeader({ alg: 'ES256', kid: 'package-1', typ: TYPE, iat: SIGNED_AT })
          .sign(privateKey);
      },
    ],
    ['it names a key the platform does not publish', 'KEY_UNKNOWN', () => genuine({ kid: 'package-2' })],
    ['it names no key', 'TYPE', () => genuine({ kid: undefined })],
    ['it is of another type (RFC 8725 §3.11)', 'TYPE', () => genuine({ typ: 'xinqiao-receipt+jwt' })],
    ['it is of no type', 'TYPE', () => genuine({ typ: undefined })],
    [
      'it has a critical header nobody here understands (RFC 7515 §4.1.11)',
      'SIGNATURE',
      (jws) =>
        jws
          .split('.')
          .with(0, header({ crit: ['x'], x: 1 }))
          .join('.'),
    ],
    [
      'its algorithm is none (RFC 8725 §3.1)',
      'TYPE',
      (jws) =>
        jws
          .split('.')
          .with(0, header({ alg: 'none' }))
          .join('.'),
    ],
    [
      'its algorithm is none and it has no signature',
      'FORM',
      (jws) => `${header({ alg: 'none' })}.${jws.split('.')[1]}.`,
    ],
    [
      'its algorithm is HS256 over the public key (RFC 8725 §2.1)',
      'TYPE',
      (jws) => {
        const signed = `${header({ alg: 'HS256' })}.${jws.split('.')[1]}`;
        const mac = createHmac('sha256', JSON.stringify(platform.publicKeyOf(TYPE)))
          .update(signed)
          .digest('base64url');
        return `${signed}.${mac}`;
      },
    ],
    [
      'it brings its own key',
      'KEY_UNKNOWN',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
        const jwk = await crypto.subtle.exportKey('jwk', publicKey as CryptoKey);
        return new CompactSign(Buffer.from('{"limit":"900000.00"}'))
          .setProtectedHeader({
            alg: 'ES256',
            kid: 'own',
            ...{ typ: TYPE, iat: SIGNED_AT },
            jwk: { kty: 'EC', crv: 'P-256', x: jwk.x ?? '', y: jwk.y ?? '' },
          })
          .sign(privateKey);
      },
    ],
    ['a space stands before it', 'FORM', (jws) => ` ${jws}`],
    ['a line break stands after it', 'FORM', (jws) => `${jws}\n`],
    ['a space stands in its payload', 'FORM', (jws) => jws.replace('.', '. ')],
    ['its signature is padded', 'FORM', (jws) => `${jws}==`],
    [
      'its payload is padded',
      'FORM',
      (jws) =>
        jws
          .split('.')
          .map((part, at) => (at === 1 ? `${part}=` : part))
          .join('.'),
    ],
    [
      'it is written in base64, not base64url',
      'FORM',
      (jws) =>
        jws
          .split('.')
          .with(2, `+/${jws.split('.')[2]?.slice(2)}`)
          .join('.'),
    ],
    ['it has a fourth part', 'FORM', (jws) => `${jws}.AAAA`],
    ['it has two parts', 'FORM', (jws) => jws.split('.').slice(0, 2).join('.')],
    ['it is empty', 'FORM', () => ''],
    ['its payload is empty', 'FORM', (jws) => jws.split('.').with(1, '').join('.')],
    ['its signature is cut short', 'SIGNATURE', (jws) => jws.slice(0, -6)],
  ])('is SIGNATURE_INVALID when %s: %s', async (_, reason, forge) => {
    await expect(open(await forge(await genuine()))).rejects.toMatchObject(refusal(reason));
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

  /** Opens what the platform signed, with this said of its key. */
  const openWith = async (said: object, inHeader: object = {}) => {
    platform.on('GET /said', { body: { keys: [{ ...platform.publicKeyOf(TYPE), ...said }] } });
    return published('/said').open(await genuine(inHeader), TYPE, Payload);
  };
  /** Reads the keys from there. */
  const published = (path: string) => {
    const settings = settingsOf({
      baseUrl: platform.baseUrl,
      applicationId: 'app_1',
      key: { privateKey: { kty: 'EC' }, keyId: 'k' },
      redirectUri: 'https://bank.test/callback',
      random: () => 0,
    });
    const jwksUri = `${platform.baseUrl}${path}`;
    return new Statements(settings, async () => ({ ...(await readMetadata(settings)), jwksUri }));
  };

  it('opens with a key that is for it and was in force when it signed', async () => {
    const said = { purpose: 'PACKAGE', nbf: SIGNED_AT, exp: SIGNED_AT + 1 };
    expect(await openWith(said)).toEqual({ limit: '300000.00' });
  });

  it.each<[string, StatementFault, object, object?]>([
    ['its key is for something else', 'KEY_PURPOSE', { purpose: 'CONSENT' }],
    ['its key does not say what it is for', 'KEY_UNKNOWN', { purpose: undefined }],
    ['its key does not say since when', 'KEY_UNKNOWN', { nbf: undefined }],
    ['its key says since when in words', 'KEY_UNKNOWN', { nbf: '2026-11-22' }],
    ['its key had not begun', 'KEY_NOT_IN_FORCE', { nbf: SIGNED_AT + 1 }],
    ['its key had ended', 'KEY_NOT_IN_FORCE', { nbf: SIGNED_AT - 9, exp: SIGNED_AT }],
    ['it does not say when it was signed', 'TYPE', {}, { iat: undefined }],
  ])('is SIGNATURE_INVALID when %s: %s', async (_, reason, said, inHeader) => {
    await expect(openWith(said, inHeader)).rejects.toMatchObject(refusal(reason));
  });

  it('opens when its key came after the keys were read: they are read again', async () => {
    let first = true;
    platform.on('GET /rotated', () => {
      const kid = first ? 'package-0' : 'package-1';
      first = false;
      return { body: { keys: [{ ...platform.publicKeyOf(TYPE), kid }] } };
    });
    const own = published('/rotated');
    const clock = vi.spyOn(Date, 'now');
    const before = Date.now();
    await expect(own.open(await genuine(), TYPE, Payload)).rejects.toMatchObject(refusal('KEY_UNKNOWN'));
    // Within 30 seconds they are not asked for again, whatever keys are named.
    clock.mockReturnValue(before + 60_000);
    expect(await own.open(await genuine(), TYPE, Payload)).toEqual({ limit: '300000.00' });
    clock.mockRestore();
    expect(platform.calls('/rotated')).toHaveLength(2);
  });

  it('cannot be checked while the keys cannot be read: SERVER_UNREACHABLE, and no content', async () => {
    platform.on('GET /gone', { status: 503 });
    await expect(published('/gone').open(await genuine(), TYPE, Payload)).rejects.toHaveProperty(
      'code',
      'SERVER_UNREACHABLE',
    );
  });
});
