import { describe, expect, it } from 'vitest';
import { sha256 } from '../../test/consented.ts';
import { hashCanonical } from './hash-canonical.ts';

describe('hashCanonical · RFC 8785', () => {
  it('does not depend on the order of names', () => {
    expect(hashCanonical({ b: 1, a: [2] }, sha256)).toBe(hashCanonical({ a: [2], b: 1 }, sha256));
  });

  it('depends on the order of elements', () => {
    expect(hashCanonical([1, 2], sha256)).not.toBe(hashCanonical([2, 1], sha256));
  });

  it('hashes UTF-8 bytes, characters beyond the basic plane and HTML among them', () => {
    const bytes: Uint8Array[] = [];
    hashCanonical({ name: '䶮𠮷🍵<b>' }, (input) => {
      bytes.push(input);
      return new Uint8Array(32);
    });
    expect(new TextDecoder().decode(bytes[0])).toBe('{"name":"䶮𠮷🍵<b>"}');
  });

  it('writes base64url without padding (RFC 4648 §5)', () => {
    const ones = new Uint8Array(32).fill(0xff);
    expect(hashCanonical({}, () => ones)).toBe(`${'_'.repeat(42)}8`);
    expect(hashCanonical({}, () => new Uint8Array(32).fill(0xfb))).toMatch(/^[-\w]{43}$/);
  });
});
