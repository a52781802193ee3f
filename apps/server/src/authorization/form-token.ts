import { createHmac, timingSafeEqual } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import { deriveKey } from '../keys/secret.ts';

/** Token of a form, bound to what it is about and to whoever it was shown to. */
export const formToken = (secret: string, binding: string): string =>
  createHmac('sha256', deriveKey(secret, 'forms')).update(binding).digest('base64url');

/** @throws {PlatformError} `FORM_EXPIRED` when the token is not the one of this form. */
export function checkFormToken(secret: string, binding: string, given: unknown): void {
  const expected = Buffer.from(formToken(secret, binding));
  const actual = Buffer.from(typeof given === 'string' ? given : '');
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual))
    throw new PlatformError('FORM_EXPIRED');
}
