import { CompactSign, compactVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { derivedSigningKey, publicHalf } from './derived-key.ts';

describe('derivedSigningKey', () => {
  it('is the same for the same secret and use, and another for any other', () => {
    const key = derivedSigningKey('secret', 'issuer');
    expect(derivedSigningKey('secret', 'issuer')).toEqual(key);
    expect(derivedSigningKey('secret', 'client').d).not.toBe(key.d);
    expect(derivedSigningKey('other', 'issuer').d).not.toBe(key.d);
  });

  it('signs what its public half verifies', async () => {
    const key = derivedSigningKey('secret', 'issuer');
    const jws = await new CompactSign(new TextEncoder().encode('words'))
      .setProtectedHeader({ alg: 'ES256' })
      .sign(await importJWK(key, 'ES256'));
    const { payload } = await compactVerify(jws, await importJWK(publicHalf(key), 'ES256'));
    expect(new TextDecoder().decode(payload)).toBe('words');
  });

  it('gives away nothing private', () => {
    expect(publicHalf(derivedSigningKey('secret', 'issuer'))).not.toHaveProperty('d');
  });
});
