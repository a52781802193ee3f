import type { ConsentId } from '@xinqiao/contracts';
import { z } from 'zod';
import { refuseMismatches } from '../schema.ts';

/** The one authorization detail of the token response names the consent (RFC 9396 §7). */
const Details = z.tuple([z.object({ consent_id: z.string() })]);

/** Requires that tokens are of this consent and of no other. @throws {PlatformError} `RESPONSE_UNEXPECTED` */
export function requireConsentOf(
  tokens: { readonly authorization_details?: unknown },
  consentId: ConsentId,
): void {
  const details = Details.safeParse(tokens.authorization_details);
  const same = details.success && details.data[0].consent_id === consentId;
  refuseMismatches(same ? [] : ['authorization_details.consent_id']);
}
