import { generateKeyPairSync } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import fc from 'fast-check';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it } from 'vitest';
import { checkKeySet } from './check-key-set.ts';

type Json = Record<string, unknown>;

const ecPair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsaPair = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const ecPublic = ecPair.publicKey.export({ format: 'jwk' }) as Json;
const rsaPublic = rsaPair.publicKey.export({ format: 'jwk' }) as Json;

/** Acceptable keys; each test names only the fact it is about. */
const ec = (fact: Json = {}): Json => ({ ...ecPublic, kid: 'ec-1', ...fact });
const rsa = (fact: Json = {}): Json => ({ ...rsaPublic, kid: 'rsa-1', ...fact });
const bytes = (text: string) => new TextEncoder().encode(text);
const number = (value: bigint) => {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
};
const secret = (pair: typeof ecPair) => pair.privateKey.export({ format: 'jwk' }) as Json;

/** The error of a refused set. */
async function refusal(document: unknown): Promise<PlatformError> {
  const outcome = await checkKeySet(document).catch((error: unknown) => error);
  if (!(outcome instanceof PlatformError)) throw new Error('The key set was accepted.', { cause: outcome });
  return outcome;
}
const pathsOf = async (document: unknown): Promise<string[]> => {
  const { code, errors } = await refusal(document);
  expect(code).toBe('KEY_SET_INVALID');
  return errors.map(({ path }) => path).sort();
};

describe('checkKeySet accepts', () => {
  it('a P-256 key, and writes out what is implied', async () => {
    const { keys } = await checkKeySet({ keys: [ec()] });
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: ecPublic.x,
      y: ecPublic.y,
      kid: 'ec-1',
      alg: 'ES256',
      use: 'sig',
    };
    expect(keys).toEqual([
      { kid: 'ec-1', use: 'sig', alg: 'ES256', jwk, thumbprint: await calculateJwkThumbprint(ecPublic) },
    ]);
  });

  it('an RSA key, and writes out what is implied', async () => {
    const { keys } = await checkKeySet({ keys: [rsa()] });
    const jwk = { kty: 'RSA', n: rsaPublic.n, e: 'AQAB', kid: 'rsa-1', alg: 'PS256', use: 'sig' };
    expect(keys).toEqual([
      { kid: 'rsa-1', use: 'sig', alg: 'PS256', jwk, thumbprint: await calculateJwkThumbprint(rsaPublic) },
    ]);
  });

  it('two keys during a rotation, in the order they were sent', async () => {
    const { keys } = await checkKeySet({ keys: [rsa(), ec()] });
    expect(keys.map(({ kid }) => kid)).toEqual(['rsa-1', 'ec-1']);
  });

  it('what is said aloud: alg, use and key_ops', async () => {
    const { keys } = await checkKeySet({ keys: [ec({ alg: 'ES256', use: 'sig', key_ops: ['verify'] })] });
    expect(keys).toHaveLength(1);
  });

  it.each([
    ['an EC key', ec({ use: 'enc', key_ops: [] }), 'ECDH-ES+A256KW'],
    ['an RSA key', rsa({ use: 'enc', key_ops: ['encrypt', 'wrapKey'] }), 'RSA-OAEP-256'],
  ])('%s to encrypt to, where such keys are asked for', async (_what, key, alg) => {
    const { keys } = await checkKeySet({ keys: [key] }, ['sig', 'enc']);
    expect(keys).toMatchObject([{ use: 'enc', alg, jwk: { use: 'enc', alg } }]);
  });

  it('the bytes of a document, also with a byte order mark', async () => {
    const text = JSON.stringify({ keys: [ec()] });
    expect(await checkKeySet(bytes(`\uFEFF${text}`))).toEqual(await checkKeySet(JSON.parse(text)));
  });

  it('members it does not know, and leaves them out (RFC 7517 §4)', async () => {
    const { keys } = await checkKeySet({
      issuer: 'bank',
      keys: [ec({ owner: 'bank', iat: 1, extra: { deep: [[]] } })],
    });
    expect(Object.keys(keys[0]?.jwk ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('RSA moduli from 2048 to 4096 bits', async () => {
    const { n } = generateKeyPairSync('rsa', { modulusLength: 4_096 }).publicKey.export({ format: 'jwk' });
    const { keys } = await checkKeySet({ keys: [rsa(), rsa({ n, kid: 'rsa-2' })] });
    expect(keys).toHaveLength(2);
  });

  it('a public exponent of 32 bits', async () => {
    const { keys } = await checkKeySet({ keys: [rsa({ e: number(0xffff_ffffn) })] });
    expect(keys).toHaveLength(1);
  });
});

describe('checkKeySet refuses a set', () => {
  it.each<[string, unknown, string]>([
    ['not JSON', bytes('keys: none'), ''],
    ['empty', new Uint8Array(), ''],
    ['not UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), ''],
    ['cut off', bytes('{"keys":['), ''],
    ['nothing', undefined, ''],
    ['null', null, ''],
    ['a list', [ec()], ''],
    ['a text', '{"keys":[]}', ''],
    ['a bare key', ec(), 'keys'],
    ['keys that are no list', { keys: { 0: ec() } }, 'keys'],
    ['no key', { keys: [] }, 'keys'],
    ['three keys', { keys: [ec(), rsa(), ec({ kid: 'ec-2' })] }, 'keys'],
    ['a cycle', cycle(), ''],
  ])('%s', async (_, document, path) => {
    expect(await pathsOf(document)).toContain(path);
  });

  it('larger than 64 KiB, as bytes: 10 MB of keys', async () => {
    const [fault] = (await refusal(bytes(`{"keys":[${`${JSON.stringify(ec())},`.repeat(80_000)}{}]}`)))
      .errors;
    expect(fault).toMatchObject({
      path: '',
      allowed: '65536 bytes',
      asked: expect.stringMatching(/^1\d{7} bytes$/),
    });
  });

  it('larger than 64 KiB, already parsed', async () => {
    const [fault] = (await refusal({ keys: [ec({ note: 'a'.repeat(65_536) })] })).errors;
    expect(fault).toMatchObject({ path: '', allowed: '65536 bytes' });
  });

  it('nested as deep as its size allows, in place of the keys', async () => {
    expect(await pathsOf(bytes(`{"keys":${'['.repeat(32_000)}${']'.repeat(32_000)}}`))).toEqual(['keys.0']);
  });

  it('nested deeper than a stack, already parsed', async () => {
    let deep: unknown = [];
    for (let level = 0; level < 200_000; level++) deep = [deep];
    expect(await pathsOf({ keys: deep })).toEqual(['']);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'with a member named %s, in the set or a key',
    async (name) => {
      const key = JSON.stringify(ec()).replace('{', `{"${name}":{"kty":"oct"},`);
      expect(await pathsOf(bytes(`{"${name}":{},"keys":[${key}]}`))).toEqual([`keys.0.${name}`, name].sort());
    },
  );

  it('whose keys are only inherited', async () => {
    expect(await pathsOf(Object.create({ keys: [ec()] }))).toEqual(['keys']);
    expect(await pathsOf({ keys: [Object.create(ec())] })).toEqual(['keys.0.kid', 'keys.0.kty']);
  });

  it('with the same kid twice', async () => {
    expect(await pathsOf({ keys: [ec(), rsa({ kid: 'ec-1' })] })).toEqual(['keys.1.kid']);
  });

  it('with the same key under two names', async () => {
    expect(await pathsOf({ keys: [ec(), ec({ kid: 'ec-2', use: 'sig' })] })).toEqual(['keys.1']);
  });
});

describe('checkKeySet refuses a key', () => {
  it.each<[string, unknown, string]>([
    ['that is no object', 'key', 'keys.0'],
    ['that is null', null, 'keys.0'],
    ['that is a list', [ec()], 'keys.0'],
    ['without kty', ec({ kty: undefined }), 'keys.0.kty'],
    ['of an unknown kty', ec({ kty: 'OKP' }), 'keys.0.kty'],
    ['whose kty is named like an inherited member', ec({ kty: 'toString' }), 'keys.0.kty'],
    ['whose kty is no text', ec({ kty: ['EC'] }), 'keys.0.kty'],
    ['for another algorithm (EC)', ec({ alg: 'ES384' }), 'keys.0.alg'],
    ['for no algorithm', ec({ alg: 'none' }), 'keys.0.alg'],
    ['for PKCS #1 v1.5 signatures', rsa({ alg: 'RS256' }), 'keys.0.alg'],
    ['for encryption', ec({ use: 'enc' }), 'keys.0.use'],
    ['for signing', ec({ key_ops: ['sign', 'verify'] }), 'keys.0.key_ops'],
    ['for nothing', ec({ key_ops: [] }), 'keys.0.key_ops'],
    ['whose key_ops is no list', ec({ key_ops: 'verify' }), 'keys.0.key_ops'],
    ['without kid', ec({ kid: undefined }), 'keys.0.kid'],
    ['with an empty kid', ec({ kid: '' }), 'keys.0.kid'],
    ['with a kid of 101 characters', ec({ kid: 'k'.repeat(101) }), 'keys.0.kid'],
    ['with a space in its kid', ec({ kid: 'key 1' }), 'keys.0.kid'],
    ['with a line break in its kid', ec({ kid: 'key\n' }), 'keys.0.kid'],
    ['with a Chinese kid', ec({ kid: '密钥' }), 'keys.0.kid'],
    ['with a number as kid', ec({ kid: 1 }), 'keys.0.kid'],
    ['that points to a certificate', ec({ x5u: 'https://bank.example/' }), 'keys.0.x5u'],
    ['that carries certificates', ec({ x5c: ['MIIB'] }), 'keys.0.x5c'],
    ['that points to other keys', ec({ jku: 'https://bank.example/' }), 'keys.0.jku'],
  ])('%s', async (_, key, path) => {
    expect(await pathsOf({ keys: [key] })).toEqual([path]);
  });

  it.each<[string, Json, string]>([
    ['on another curve', ec({ crv: 'P-384' }), 'keys.0.crv'],
    ['on secp256k1', ec({ crv: 'secp256k1' }), 'keys.0.crv'],
    ['without a curve', ec({ crv: undefined }), 'keys.0.crv'],
    ['without x', ec({ x: undefined }), 'keys.0.x'],
    ['with a short x', ec({ x: 'AQAB' }), 'keys.0.x'],
    ['with a padded y', ec({ y: `${ecPublic.y}=` }), 'keys.0.y'],
    ['with a space in y', ec({ y: ` ${ecPublic.y}` }), 'keys.0.y'],
    ['with x and y swapped, off the curve', ec({ x: ecPublic.y, y: ecPublic.x }), 'keys.0'],
    ['at (0, 0), off the curve', ec({ x: 'A'.repeat(43), y: 'A'.repeat(43) }), 'keys.0'],
    ['beyond the field', ec({ x: Buffer.alloc(32, 0xff).toString('base64url') }), 'keys.0'],
  ])('EC %s · RFC 7518 §6.2.1', async (_, key, path) => {
    expect(await pathsOf({ keys: [key] })).toEqual([path]);
  });

  const modulus = BigInt(`0x${Buffer.from(String(rsaPublic.n), 'base64url').toString('hex')}`);
  it.each<[string, Json, string]>([
    ['e = 1', rsa({ e: 'AQ' }), 'keys.0.e'],
    ['e = 3', rsa({ e: 'Aw' }), 'keys.0.e'],
    ['an even e', rsa({ e: number(65_538n) }), 'keys.0.e'],
    ['e of 33 bits', rsa({ e: number(0x1_0000_0001n) }), 'keys.0.e'],
    ['e with a leading zero octet', rsa({ e: 'AAEAAQ' }), 'keys.0.e'],
    ['e as a number', rsa({ e: 65_537 }), 'keys.0.e'],
    ['no e', rsa({ e: undefined }), 'keys.0.e'],
    ['no n', rsa({ n: undefined }), 'keys.0.n'],
    ['a padded n', rsa({ n: `${rsaPublic.n}==` }), 'keys.0.n'],
    ['a modulus of 1024 bits', rsa({ n: number(modulus >> 1_024n) }), 'keys.0.n'],
    ['a modulus of 2047 bits', rsa({ n: number((1n << 2_046n) + 1n) }), 'keys.0.n'],
    ['a modulus of 4097 bits', rsa({ n: number((1n << 4_096n) + 1n) }), 'keys.0.n'],
    ['an even modulus', rsa({ n: number(modulus - 1n) }), 'keys.0.n'],
  ])('RSA with %s · RFC 7518 §6.3.1', async (_, key, path) => {
    expect(await pathsOf({ keys: [key] })).toEqual([path]);
  });

  it('that is symmetric', async () => {
    expect(await pathsOf({ keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'k' }] })).toEqual([
      'keys.0.k',
      'keys.0.kty',
    ]);
  });

  it.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])(
    'with the secret member %s, whatever it holds',
    async (name) => {
      expect(await pathsOf({ keys: [rsa({ [name]: null })] })).toEqual([`keys.0.${name}`]);
    },
  );

  it('that is private, without repeating the secret', async () => {
    const [ecSecret, rsaSecret] = [secret(ecPair), secret(rsaPair)];
    const error = await refusal({ keys: [ec(ecSecret), rsa(rsaSecret)] });
    expect(error.errors.map(({ path }) => path)).toEqual([
      'keys.0.d',
      ...['d', 'p', 'q', 'dp', 'dq', 'qi'].map((name) => `keys.1.${name}`),
    ]);
    const said = JSON.stringify([error.message, error.errors, error.details, String(error.cause)]);
    for (const value of [ecSecret.d, rsaSecret.d, rsaSecret.p, rsaSecret.qi])
      expect(said).not.toContain(value);
  });
});

describe('checkKeySet', () => {
  it('names every problem at once', async () => {
    const keys = [
      ec({ kid: '', use: 'enc', alg: 'none', d: 'AA', y: 1 }),
      rsa({ e: 'AQ', n: 'AQ', x5c: [] }),
      null,
    ];
    expect(await pathsOf({ keys })).toEqual(
      ['', '.0.alg', '.0.d', '.0.kid', '.0.use', '.0.y', '.1.e', '.1.n', '.1.x5c', '.2'].map(
        (path) => `keys${path}`,
      ),
    );
  });

  it('looks at ten keys of a set that has too many', async () => {
    expect(await pathsOf({ keys: Array(100).fill(null) })).toHaveLength(11);
  });

  it('answers whatever JSON it is given, with keys or with KEY_SET_INVALID', async () => {
    const members = fc.constantFrom(
      'kty',
      'crv',
      'x',
      'y',
      'n',
      'e',
      'kid',
      'alg',
      'use',
      'key_ops',
      'd',
      '__proto__',
    );
    const fact = fc.dictionary(
      members,
      fc.oneof(fc.jsonValue(), fc.constantFrom('EC', 'RSA', 'AQAB', 'sig')),
    );
    const key = fc.oneof(fc.jsonValue(), fact.map(ec), fact.map(rsa));
    const document = fc.oneof(fc.jsonValue(), fc.record({ keys: fc.array(key, { maxLength: 3 }) }));
    await fc.assert(
      fc.asyncProperty(document, async (value) => {
        const outcome = await checkKeySet(value).catch((error: unknown) => error);
        expect(outcome).toSatisfy((it) =>
          it instanceof PlatformError ? it.code === 'KEY_SET_INVALID' && it.errors.length > 0 : 'keys' in it,
        );
      }),
    );
  });
});

function cycle(): object {
  const set: Json = {};
  set.keys = [set];
  return set;
}
