import { createHash, createHmac, hkdfSync, pbkdf2Sync } from 'node:crypto';

const ITERATIONS = 4096;

/**
 * What PostgreSQL stores of a password (RFC 5803, RFC 7677), so that neither the server nor its logs see it.
 *
 * The salt is derived from the password, which is 256 random bits: the same password gives the same verifier.
 *
 * @param password ASCII, so that SASLprep (RFC 4013) leaves it as it is.
 */
export function scramVerifier(password: string): string {
  const salt = Buffer.from(hkdfSync('sha256', password, '', 'scram salt', 16));
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  const serverKey = hmac('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
