import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { makeSm2Key, SM2_USER_ID, signSm2, verifySm2 } from './sm2.ts';

const OPENSSL = 'openssl';
const TEXT = '{"Purpose":"授信审批"}';
const folder = mkdtempSync(join(tmpdir(), 'sm2-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (base64Url: string | undefined) => Buffer.from(base64Url ?? '', 'base64url');
const file = (name: string, content: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
/** The public key as DER (RFC 5480), algorithm id-ecPublicKey, curve 1.2.156.10197.1.301. */
const publicDer = ({ x, y }: JWK) =>
  Buffer.concat([
    Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d03420004', 'hex'),
    ...[bytes(x), bytes(y)],
  ]);
/** The private key as DER (RFC 5915). */
const privateDer = ({ d, x, y }: JWK) =>
  Buffer.concat([
    ...[Buffer.from('30770201010420', 'hex'), bytes(d)],
    ...[Buffer.from('a00a06082a811ccf5501822da14403420004', 'hex'), bytes(x), bytes(y)],
  ]);

/** The machine's OpenSSL 3, another implementation of GM/T 0003. Missing, it fails: apt-get install openssl. */
const openssl = (userId: string, ...args: readonly string[]): boolean => {
  const { status, error } = spawnSync(OPENSSL, [
    ...['pkeyutl', ...args, '-rawin', '-digest', 'sm3', '-pkeyopt', `distid:${userId}`],
  ]);
  if (error !== undefined)
    throw new Error('these tests need OpenSSL 3: install the package openssl', { cause: error });
  return status === 0;
};
const opensslVerifies = (key: JWK, text: string, signature: Uint8Array, userId = SM2_USER_ID) =>
  openssl(
    userId,
    ...['-verify', '-pubin', '-keyform', 'DER', '-inkey', file('public.der', publicDer(key))],
    ...['-in', file('text', text), '-sigfile', file('signature', signature)],
  );

describe('SM2 with SM3 · GM/T 0003.2, against OpenSSL', () => {
  const { publicJwk, privateJwk } = makeSm2Key();

  it('what we sign, OpenSSL verifies', () => {
    expect(opensslVerifies(publicJwk, TEXT, signSm2(privateJwk, TEXT))).toBe(true);
  });

  it('what OpenSSL signs, we verify', () => {
    const out = join(folder, 'theirs');
    const key = file('private.der', privateDer(privateJwk));
    const signed = openssl(
      SM2_USER_ID,
      ...['-sign', '-keyform', 'DER', '-inkey', key, '-in', file('text', TEXT), '-out', out],
    );
    expect([signed, verifySm2(publicJwk, TEXT, readFileSync(out))]).toEqual([true, true]);
  });

  it('both refuse another text', () => {
    const signature = signSm2(privateJwk, TEXT);
    expect(opensslVerifies(publicJwk, `${TEXT} `, signature)).toBe(false);
    expect(verifySm2(publicJwk, `${TEXT} `, signature)).toBe(false);
  });

  it('both refuse another key', () => {
    const signature = signSm2(makeSm2Key().privateJwk, TEXT);
    expect(opensslVerifies(publicJwk, TEXT, signature)).toBe(false);
    expect(verifySm2(publicJwk, TEXT, signature)).toBe(false);
  });

  it('is bound to the user id 1234567812345678 of GM/T 0009', () => {
    expect(opensslVerifies(publicJwk, TEXT, signSm2(privateJwk, TEXT), '8765432187654321')).toBe(false);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['no DER', new TextEncoder().encode('no signature')],
    ['zeros', new Uint8Array(70)],
  ])('refuses %s as a signature without an error', (_, signature) => {
    expect(verifySm2(publicJwk, TEXT, signature)).toBe(false);
  });

  it('pads coordinates and private keys to 32 bytes', () => {
    for (let made = 0; made < 40; made++) {
      const { privateJwk: key } = makeSm2Key();
      expect([bytes(key.d), bytes(key.x), bytes(key.y)].map(({ length }) => length)).toEqual([32, 32, 32]);
    }
  });
});
