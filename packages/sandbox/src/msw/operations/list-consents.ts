import type { Handler } from './operation-handler.ts';
import { cutPage } from './page.ts';

/** A bank's own consents, newest first. */
export const listConsents: Handler<'consents.list'> = async ({ platform, principal }, input) => {
  const own = [...platform.state.consents.values()]
    .map(({ consent }) => consent)
    .filter(({ participantId }) => participantId === principal.participantId)
    .filter(({ status }) => input.status === undefined || status === input.status)
    .toReversed();
  return cutPage(own, input, ({ consentId }) => consentId);
};
