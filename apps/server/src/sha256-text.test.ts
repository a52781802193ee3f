import { expect, it } from 'vitest';
import { sha256Text } from './sha256-text.ts';

it('hashes the UTF-8 bytes of a text, base64url without padding (FIPS 180-4, RFC 4648 §5)', () => {
  expect(sha256Text('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  expect(sha256Text('信桥')).toBe('1RGnqGi0Il0FiqUUbIFUbBY6fOcwLsR-rGr243LCGRU');
});
