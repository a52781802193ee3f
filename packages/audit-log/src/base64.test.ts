import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, fromBase64Url, toBase64, toBase64Url } from './base64.ts';

describe('base64 · RFC 4648', () => {
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foobar', 'Zm9vYmFy'],
  ])('§10: %o is written %o and read back', (text, encoded) => {
    const bytes = new TextEncoder().encode(text);
    expect(toBase64(bytes)).toBe(encoded);
    expect(fromBase64(encoded)).toEqual(bytes);
  });

  it('§5: the URL alphabet has - and _ and no padding', () => {
    expect(toBase64Url(Uint8Array.of(0xfb, 0xff, 0xfe, 0xff))).toBe('-__-_w');
  });

  it('any bytes survive both alphabets', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each([
    ['padding missing', 'Zg'],
    ['padding missing in part', 'Zg='],
    ['padding in excess', 'Zm9v='],
    ['trailing bits set', 'Zh=='],
    ['white space inside', 'Zm 9v'],
    ['newline at the end', 'Zm9v\n'],
    ['URL alphabet', '-__-'],
    ['outside ASCII', 'Zm9é'],
    ['length no encoding has', 'Zm9vY'],
  ])('strict: refused when %s', (_, text) => {
    expect(() => fromBase64(text)).toThrow(expect.objectContaining({ code: 'BASE64_INVALID' }));
  });

  it.each([
    ['padded', 'Zg=='],
    ['standard alphabet', '+//+'],
    ['trailing bits set', 'Zh'],
    ['newline at the end', 'Zm9v\n'],
    ['length no encoding has', 'Zm9vY'],
  ])('strict: base64url refused when %s', (_, text) => {
    expect(() => fromBase64Url(text)).toThrow(expect.objectContaining({ code: 'BASE64_INVALID' }));
  });
});
