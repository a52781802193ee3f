import { cutPage, pageArguments } from '../http/list-page.ts';
import type { Handler } from '../http/run-operation.ts';
import { consentView } from './consent-view.ts';

/** A bank’s own consents, newest first. */
export const listConsents: Handler<'consents.list'> = async ({ services, principal }, input) => {
  const { participantId } = principal;
  const rows = await services.database.transaction({ participantId }, (tx) =>
    tx.consent.findMany({
      ...pageArguments(input),
      where: { participantId, ...(input.status === undefined ? {} : { status: input.status }) },
    }),
  );
  return cutPage(rows, input.limit, consentView);
};
