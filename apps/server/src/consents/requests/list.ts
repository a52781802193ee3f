import { pageArguments } from '../../http/list-page.ts';
import type { Handler } from '../../http/run-operation.ts';
import { requestViews } from './request-view.ts';

/** What a bank asked, newest first. */
export const listRequests: Handler<'consents.listRequests'> = async ({ services, principal }, input) => {
  const { participantId } = principal;
  const { consentId, status, limit } = input;
  return services.database.transaction({ participantId }, async (tx) => {
    const rows = await tx.consentRequest.findMany({
      ...pageArguments(input),
      where: {
        participantId,
        ...(consentId === undefined ? {} : { consentId }),
        ...(status === undefined ? {} : { status }),
      },
    });
    const shown = rows.slice(0, limit);
    return {
      items: await requestViews(tx, shown),
      nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  });
};
