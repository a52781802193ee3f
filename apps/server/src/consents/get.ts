import { PlatformError } from '@xinqiao/contracts';
import type { Handler } from '../http/run-operation.ts';
import { consentView } from './consent-view.ts';

/** One of the bank’s own consents. Another bank’s consent and a missing one look the same. */
export const getConsent: Handler<'consents.get'> = async ({ services, principal }, { consentId }) => {
  const { participantId } = principal;
  const row = await services.database.transaction({ participantId }, (tx) =>
    tx.consent.findUnique({ where: { id: consentId, participantId } }),
  );
  if (row === null) throw new PlatformError('CONSENT_NOT_FOUND');
  return consentView(row);
};
