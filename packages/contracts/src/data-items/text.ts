import { z } from 'zod';

/**
 * Words as a source gives them, 1 to `most` UTF-16 code units. None is half of a pair: canonical JSON (RFC 8785
 * §3.2.2.2) has no form for that, so one such word would leave the whole package without a signature.
 */
export const Text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed(), { error: 'It holds half of a surrogate pair.' });
