import { type Consent, PlatformError } from '@xinqiao/contracts';
import { actorOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { changeConsent } from './change.ts';
import { getConsent } from './get.ts';

/** The bank ends a consent. Once this returns, no read under it can commit. */
export const revokeConsent: Handler<'consents.revoke'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  if (earlierResult !== undefined) return getConsent(context, { consentId: input.consentId });
  const { participantId } = principal;
  return services.database.transaction({ participantId }, async (tx): Promise<Consent> => {
    const consent = await changeConsent(services, tx, {
      consentId: input.consentId,
      change: { act: 'REVOKE', by: 'PARTICIPANT' },
      actor: actorOf(principal),
      reason: input.reason,
    });
    if (consent.participantId !== participantId) throw new PlatformError('CONSENT_NOT_FOUND');
    await complete(tx, input.consentId);
    return consent;
  });
};
