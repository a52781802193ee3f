import { describe, expect, it } from 'vitest';
import { deriveKey, seal, unseal } from './secret.ts';

describe('seal', () => {
  it('gives back what was sealed', () => {
    expect(unseal('secret', 'kid-1', seal('secret', 'kid-1', '{"d":"x"}'))).toBe('{"d":"x"}');
  });

  it('refuses another secret', () => {
    expect(() => unseal('other', 'kid-1', seal('secret', 'kid-1', 'x'))).toThrow();
  });

  it('refuses a sealed key moved under another label', () => {
    expect(() => unseal('secret', 'kid-2', seal('secret', 'kid-1', 'x'))).toThrow();
  });

  it('derives different keys for different uses', () => {
    expect(deriveKey('secret', 'a').equals(deriveKey('secret', 'b'))).toBe(false);
  });
});
