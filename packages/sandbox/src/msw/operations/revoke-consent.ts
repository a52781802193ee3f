import { changeConsent } from '../consents/change.ts';
import { getConsent } from './get-consent.ts';
import type { Handler } from './operation-handler.ts';

/** The bank ends a consent. Once this returns, no read under it can complete. */
export const revokeConsent: Handler<'consents.revoke'> = async (context, { consentId, reason }) => {
  const { platform, principal, earlierResult, complete } = context;
  const own = await getConsent(context, { consentId });
  if (earlierResult !== undefined) return own;
  const consent = changeConsent(platform, {
    consentId,
    change: { act: 'REVOKE', by: 'PARTICIPANT' },
    actor: principal.applicationId,
    reason,
  });
  complete(consentId);
  return consent;
};
