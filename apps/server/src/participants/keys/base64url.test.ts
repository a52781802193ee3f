import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBase64url } from './base64url.ts';

describe('readBase64url · RFC 7515 §2', () => {
  it('reads back what base64url writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (bytes) => {
        expect(readBase64url(Buffer.from(bytes).toString('base64url'))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['padding', 'AQ=='],
    ['the letters of plain base64', '+/+/'],
    ['a space', 'AQ AB'],
    ['a line break', 'AQAB\n'],
    ['spare bits', 'AR'],
    ['an impossible length', 'AQABA'],
    ['another script', 'ＡＱＡＢ'],
  ])('refuses %s', (_, text) => {
    expect(readBase64url(text)).toBeUndefined();
  });
});
