import { cutPage, pageArguments } from '../../http/list-page.ts';
import type { Handler } from '../../http/run-operation.ts';
import { proposalView } from './proposal-view.ts';

/** What waits or waited for a second person, newest first. */
export const listProposals: Handler<'proposals.list'> = async ({ services, principal }, input) => {
  const now = services.clock.now();
  const { status } = input;
  const wanted =
    status === undefined
      ? {}
      : status === 'EXPIRED'
        ? { status: 'OPEN', expiresAt: { lte: now } }
        : { status, ...(status === 'OPEN' ? { expiresAt: { gt: now } } : {}) };
  const rows = await services.operatorDatabase.transaction({ participantId: principal.participantId }, (tx) =>
    tx.proposal.findMany({ ...pageArguments(input), where: wanted }),
  );
  return cutPage(rows, input.limit, (row) => proposalView(row, now));
};
