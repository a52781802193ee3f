import { z } from 'zod';
import { ApplicationId, ParticipantId } from '../identifiers/index.ts';
import { Instant, Sha256Digest } from '../values/index.ts';
import { Light } from './licence.ts';

export const KeyId = z
  .string()
  .regex(/^[\x21-\x7e]{1,100}$/)
  .describe('Key id: 1 to 100 visible ASCII characters, unique in the application (RFC 7517 §4.5).');
export type KeyId = z.infer<typeof KeyId>;

/** Why a key ended. An ended key is never accepted again. */
export const KeyEndReason = z
  .enum(['COMPROMISED', 'LOST', 'ROTATED', 'EXPIRED', 'NO_LONGER_NEEDED', 'SUPERVISORY_ORDER'])
  .describe(
    'COMPROMISED somebody else may have it, LOST it cannot be used, ROTATED the next took over, EXPIRED its time was over, NO_LONGER_NEEDED, SUPERVISORY_ORDER.',
  );
export type KeyEndReason = z.infer<typeof KeyEndReason>;

/** Who suspended: what the operator suspended, the owner cannot lift, and the other way round. */
export const SuspendedBy = z
  .enum(['OPERATOR', 'OWNER', 'BOTH'])
  .describe('Who suspended it; with BOTH it comes back once each has lifted its own.');
export type SuspendedBy = z.infer<typeof SuspendedBy>;

/** Whether a key is accepted at present, and if not, why. */
export const KeyState = z
  .enum(['IN_FORCE', 'NOT_YET', 'SUSPENDED', 'STALE', 'EXPIRED', 'ENDED'])
  .describe(
    'IN_FORCE is accepted. NOT_YET before its first day, SUSPENDED for the time being, STALE its address could not be read for 24 hours, EXPIRED past its end, ENDED revoked or replaced for good.',
  );
export type KeyState = z.infer<typeof KeyState>;

/** Longest time a key may be used, and the usual one, in days. */
export const KEY_LONGEST_DAYS = 731;
export const KEY_USUAL_DAYS = 365;
/** Keys read from an address are refused once the last good reading is this old, in milliseconds. */
export const KEY_SET_STALE_AFTER_MS = 24 * 3_600_000;

/** A public key of an application as its owner and the operator see it. */
export const ApplicationKey = z
  .strictObject({
    applicationId: ApplicationId,
    participantId: ParticipantId,
    kid: KeyId,
    use: z
      .enum(['sig', 'enc'])
      .describe('`sig`: it signs. `enc`: packages are encrypted to it where asked (RFC 7517 §4.2).'),
    algorithm: z
      .enum(['ES256', 'PS256', 'ECDH-ES+A256KW', 'RSA-OAEP-256'])
      .describe(
        'What it signs with (FAPI 2.0 Security Profile §5.4), or how is encrypted to it (RFC 7518 §4.3, §4.6).',
      ),
    thumbprint: Sha256Digest.describe('SHA-256 thumbprint, base64url (RFC 7638).'),
    slot: z
      .int()
      .min(1)
      .max(2)
      .describe('Place, 1 or 2 of each use: the next key is registered while the last is in use.'),
    source: z.enum(['UPLOAD', 'URL']).describe('UPLOAD registered here, URL read from its address.'),
    validFrom: Instant.describe('First instant at which it is accepted, UTC.'),
    validTo: Instant.describe('From here on it is refused, UTC.'),
    state: KeyState,
    light: Light.describe('GREEN; YELLOW at most 30 days left; RED at most 7 days left, or not accepted.'),
    suspendedReason: z.string().nullable().describe('Code of the reason while suspended; else null.'),
    suspendedBy: SuspendedBy.nullable().describe('Who suspended it; null while it is not.'),
    endedAt: Instant.nullable().describe('When it ended for good, UTC; null while it has not.'),
    endedReason: KeyEndReason.nullable().describe('Why it ended; null while it has not.'),
  })
  .meta({ id: 'ApplicationKey', description: 'A public key of an application.' });
export type ApplicationKey = z.infer<typeof ApplicationKey>;
