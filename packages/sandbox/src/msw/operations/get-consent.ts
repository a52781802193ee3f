import { PlatformError } from '@xinqiao/contracts';
import type { Handler } from './operation-handler.ts';

/** One of the bank's own consents. Another bank's consent and a missing one look the same. */
export const getConsent: Handler<'consents.get'> = async ({ platform, principal }, { consentId }) => {
  const consent = platform.state.consents.get(consentId)?.consent;
  if (consent?.participantId !== principal.participantId) throw new PlatformError('CONSENT_NOT_FOUND');
  return consent;
};
