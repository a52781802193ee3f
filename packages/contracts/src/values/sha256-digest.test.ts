import { describe, expect, it } from 'vitest';
import { Sha256Digest } from './sha256-digest.ts';

describe('Sha256Digest · RFC 4648 §5', () => {
  it('accepts the digest of nothing', () => {
    expect(Sha256Digest.safeParse('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU').success).toBe(true);
  });

  it.each([
    ['of standard base64', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU'],
    ['with padding', '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU='],
    ['of 42 characters', '7DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'],
    ['of 43 other characters', '哈'.repeat(43)],
    ['with a line break after it', '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\n'],
  ])('refuses one %s', (_, text) => {
    expect(Sha256Digest.safeParse(text).success).toBe(false);
  });
});
