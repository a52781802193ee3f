import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../test/reference-tree.ts';
import { hmacSha256 } from './hmac.ts';
import { hex } from './verifier-key.ts';

describe('hmacSha256 · RFC 2104', () => {
  it('RFC 4231 test case 2: key shorter than the block', () => {
    const text = (value: string) => new TextEncoder().encode(value);
    expect(hex(hmacSha256(sha256, text('Jefe'), text('what do ya want for nothing?')))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it.each([0, 63, 64, 65])('a key of %i bytes around the block of 64', (length) => {
    const key = new Uint8Array(length).fill(9);
    expect(hex(hmacSha256(sha256, key, key))).toBe(createHmac('sha256', key).update(key).digest('hex'));
  });

  it('agrees with an independent implementation for any key and message, keys longer than the block included', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 130 }), fc.uint8Array({ maxLength: 300 }), (key, message) => {
        const expected = createHmac('sha256', key).update(message).digest('hex');
        expect(hex(hmacSha256(sha256, key, message))).toBe(expected);
      }),
    );
  });
});
