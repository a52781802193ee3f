import { z } from 'zod';

/** A SHA-256 digest (FIPS 180-4) as text: 32 bytes, base64url without padding (RFC 4648 §5). */
export const Sha256Digest = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/)
  .meta({
    id: 'Sha256Digest',
    description: 'SHA-256 digest, base64url without padding (43 characters).',
    examples: ['47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'],
  });
export type Sha256Digest = z.infer<typeof Sha256Digest>;
