import type { Agreement } from '@xinqiao/contracts';
import { cutPage, pageArguments } from '../../http/list-page.ts';
import type { Handler } from '../../http/run-operation.ts';
import { agreementOf } from '../people/agreement.ts';
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
  return services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    const rows = await tx.proposal.findMany({ ...pageArguments(input), where: wanted });
    const agreements = new Map<string, Agreement | null>();
    for (const row of rows) agreements.set(row.id, await agreementOf(tx, services.vault, row));
    return cutPage(rows, input.limit, (row) => proposalView(row, now, agreements.get(row.id)));
  });
};
