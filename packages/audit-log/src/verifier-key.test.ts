import { describe, expect, it } from 'vitest';
import { noteKey } from '../test/ed25519.ts';
import { sha256 } from '../test/reference-tree.ts';
import { toBase64 } from './base64.ts';
import { encodeVerifierKey, hex, parseVerifierKey, verifierKey } from './verifier-key.ts';

/** The example of the specification. */
const EXAMPLE = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const [name, id, material] = EXAMPLE.split('+') as [string, string, string];

/** A vkey whose id fits, so that only the other fault is left. */
function fitting(keyName: string, key: Uint8Array): string {
  const preimage = Uint8Array.of(...new TextEncoder().encode(`${keyName}\n`), ...key);
  return `${keyName}+${hex(sha256(preimage).subarray(0, 4))}+${toBase64(key)}`;
}

describe('verifier key · C2SP signed-note', () => {
  it('the example of the specification is read and written back', () => {
    const key = parseVerifierKey(sha256, EXAMPLE);
    expect(key).toMatchObject({ name: 'example.com/foo', keyId: '530d903a' });
    expect(key.publicKey).toHaveLength(32);
    expect(encodeVerifierKey(key)).toBe(EXAMPLE);
  });

  it('a key made here survives the way there and back', () => {
    const { key } = noteKey('log.example.cn/2026');
    expect(parseVerifierKey(sha256, encodeVerifierKey(key))).toEqual(key);
  });

  it.each([
    ['empty text', '', 'VERIFIER_KEY_MALFORMED'],
    ['no id', `${name}+${material}`, 'VERIFIER_KEY_MALFORMED'],
    ['no key', `${name}+${id}+`, 'VERIFIER_KEY_MALFORMED'],
    ['id of another key', `${name}+530d903b+${material}`, 'VERIFIER_KEY_MALFORMED'],
    ['id in capitals', `${name}+530D903A+${material}`, 'VERIFIER_KEY_MALFORMED'],
    ['id cut short', `${name}+530d903+${material}`, 'VERIFIER_KEY_MALFORMED'],
    ['another name', `example.com/bar+${id}+${material}`, 'VERIFIER_KEY_MALFORMED'],
    ['no name', `+${id}+${material}`, 'KEY_NAME_INVALID'],
    ['space in the name', fitting('example com', new Uint8Array(33).fill(1)), 'KEY_NAME_INVALID'],
    ['key not base64', `${name}+${id}+${material}!`, 'BASE64_INVALID'],
    ['newline after', `${EXAMPLE}\n`, 'VERIFIER_KEY_MALFORMED'],
    ['key too short', fitting(name, new Uint8Array(32).fill(1)), 'VERIFIER_KEY_MALFORMED'],
    ['key too long', fitting(name, new Uint8Array(34).fill(1)), 'VERIFIER_KEY_MALFORMED'],
    [
      'type 0x04 under the id of type 0x01',
      encodeVerifierKey(verifierKey(sha256, name, new Uint8Array(32))).replace('+AQAA', '+BAAA'),
      'VERIFIER_KEY_MALFORMED',
    ],
    ['witness key, type 0x04', fitting(name, new Uint8Array(33).fill(4)), 'VERIFIER_KEY_MALFORMED'],
  ])('strict: %s refused', (_, text, code) => {
    expect(() => parseVerifierKey(sha256, text)).toThrow(expect.objectContaining({ code }));
  });

  it.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\u0085b', 'a\u3000b', 'a\tb', 'a\nb', '\ud800'])(
    'a key name of %j: refused',
    (bad) => {
      expect(() => verifierKey(sha256, bad, new Uint8Array(32))).toThrow(
        expect.objectContaining({ code: 'KEY_NAME_INVALID' }),
      );
    },
  );

  it('a public key of another length: refused', () => {
    expect(() => verifierKey(sha256, name, new Uint8Array(31))).toThrow(
      expect.objectContaining({ code: 'VERIFIER_KEY_MALFORMED' }),
    );
  });
});
