import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveKey, seal } from './secret.ts';
import { openVault } from './vault.ts';

describe('openVault', () => {
  it('digests by a key of the use, the first time and every other', () => {
    const vault = openVault('secret');
    const expected = createHmac('sha256', deriveKey('secret', 'digest address')).update('x');
    expect(vault.digest('address', 'x')).toBe(expected.digest('base64url'));
    expect(vault.digest('owner', 'x')).not.toBe(vault.digest('address', 'x'));
    expect(vault.digest('address', 'x')).toBe(openVault('secret').digest('address', 'x'));
  });

  it('gives each text of a use a digest of its own', () => {
    const vault = openVault('secret');
    expect(vault.digest('address', 'x')).not.toBe(vault.digest('address', 'y'));
  });

  it('opens what was sealed by the secret, and nothing of another secret', () => {
    const sealed = seal('secret', 'label', 'plain');
    expect(openVault('secret').unseal('label', sealed)).toBe('plain');
    expect(() => openVault('other').unseal('label', sealed)).toThrow();
  });

  it('binds the label to what it seals', () => {
    const vault = openVault('secret');
    expect(() => vault.unseal('b', vault.seal('a', 'plain'))).toThrow();
  });
});
