import { z } from 'zod';
import { OperatorId } from '../identifiers/index.ts';

/** What a key of the platform signs; it signs nothing else. */
export const KeyPurpose = z
  .enum(['TOKEN', 'CONSENT', 'PACKAGE', 'RECEIPT', 'CHECKPOINT', 'WEBHOOK', 'REGISTER', 'CONSENT_RECEIPT'])
  .describe(
    'What the key signs: TOKEN, CONSENT artefacts, PACKAGE data, RECEIPT promises and this list, CHECKPOINT of the log, WEBHOOK deliveries, REGISTER of participants, CONSENT_RECEIPT receipts of consents.',
  );
export type KeyPurpose = z.infer<typeof KeyPurpose>;

const seconds = z.int().nonnegative();

/**
 * A public key and when it signed. Members that are not ours are left out. Codes are text, so that whoever verifies
 * years from now or years ago reads a list that holds kinds of keys unknown to her.
 */
export const HistoricalKey = z
  .object({
    kid: z.string().min(1).max(100).describe('Key id, RFC 7517 §4.5.'),
    kty: z.string().describe('Key type, RFC 7517 §4.1: EC or OKP.'),
    crv: z.string().describe('Curve, RFC 7518 §6.2.1: P-256, Ed25519, or SM2, which is ours (GM/T 0003.5).'),
    x: z.string().describe('X coordinate or public key, base64url.'),
    y: z.string().optional().describe('Y coordinate of an EC key, base64url.'),
    use: z.literal('sig').describe('It signs, RFC 7517 §4.2.'),
    alg: z.string().describe('Algorithm: ES256, Ed25519, or SM2 for SM2 with SM3 (GM/T 0003.2).'),
    purpose: z
      .string()
      .min(1)
      .max(40)
      .describe('What it signs and nothing else, e.g. CONSENT; see KeyPurpose.'),
    nbf: seconds.describe('First second it signs in, Unix time.'),
    exp: seconds
      .optional()
      .describe('From this second on it signs nothing, Unix time; absent while no end is set.'),
  })
  .meta({ id: 'HistoricalKey', description: 'A public key of the platform and when it signed.' });
export type HistoricalKey = z.infer<typeof HistoricalKey>;

/**
 * Payload of the signed key history: every key the platform ever signed with, ended ones for ever.
 * The form is that of historical keys in OpenID Federation 1.0 §8.7, with `operatorId` and `purpose` added.
 */
export const KeyHistory = z
  .object({
    iss: z.url().describe('Address of the platform.'),
    operatorId: OperatorId,
    iat: seconds.describe('When the list was signed, Unix time in seconds.'),
    keys: z.array(HistoricalKey).min(1).describe('Newest first.'),
  })
  .meta({ id: 'KeyHistory', description: 'Every key the platform ever signed with.' });
export type KeyHistory = z.infer<typeof KeyHistory>;

/** True when the key signed at that second. @param at Unix time in seconds */
export const keyCovers = ({ nbf, exp }: Pick<HistoricalKey, 'nbf' | 'exp'>, at: number): boolean =>
  nbf <= at && (exp === undefined || at < exp);
