import { PlatformError } from '@xinqiao/contracts';
import { changeConsent } from '../consents/change.ts';
import { closeChange } from '../consents/close-change.ts';
import { getConsent } from './get-consent.ts';
import type { Handler } from './operation-handler.ts';
import { cutPage } from './page.ts';

/** The history of one of the bank's own consents, newest first. */
export const listRevisions: Handler<'consents.listRevisions'> = async (context, input) => {
  const { consentId } = await getConsent(context, { consentId: input.consentId });
  const revisions = context.platform.state.consents.get(consentId)?.revisions ?? [];
  return cutPage(revisions.toReversed(), input, ({ revision }) => String(revision));
};

/** What a bank asked, newest first. */
export const listRequests: Handler<'consents.listRequests'> = async ({ platform, principal }, input) => {
  const own = [...platform.state.requests.values()]
    .filter(({ participantId }) => participantId === principal.participantId)
    .map(({ request }) => request)
    .filter(({ consentId }) => input.consentId === undefined || consentId === input.consentId)
    .filter(({ status }) => input.status === undefined || status === input.status)
    .toReversed();
  return cutPage(own, input, ({ requestId }) => requestId);
};

/** How far one of the bank's own requests is. */
export const getRequest: Handler<'consents.getRequest'> = async ({ platform, principal }, { requestId }) => {
  const record = platform.state.requests.get(requestId);
  if (record?.participantId !== principal.participantId) throw new PlatformError('CONSENT_REQUEST_NOT_FOUND');
  return record.request;
};

/** The bank takes back what it asked, as long as nobody has answered. */
export const withdrawRequest: Handler<'consents.withdrawRequest'> = async (context, { requestId }) => {
  const { platform, principal, earlierResult, complete } = context;
  const { status, kind, consentId } = await getRequest(context, { requestId });
  if (earlierResult === undefined) {
    const { applicationId: actor } = principal;
    const change = { act: 'REVOKE', by: 'PARTICIPANT' } as const;
    if (status === 'PENDING' && kind === 'NEW')
      changeConsent(platform, { consentId, change, actor, requestId, reason: 'NO_LONGER_NEEDED' });
    else if (status === 'PENDING') closeChange(platform, { requestId, status: 'WITHDRAWN', actor });
    else if (status !== 'WITHDRAWN')
      throw new PlatformError('CONSENT_TRANSITION_ILLEGAL', { details: { status } });
    complete(requestId);
  }
  return getRequest(context, { requestId });
};
