/**
 * Reads base64url as RFC 7515 §2 writes it: no padding, no white space, no spare bits set.
 *
 * @returns undefined for any other text, so that a number has one spelling and a key one thumbprint
 */
export function readBase64url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
