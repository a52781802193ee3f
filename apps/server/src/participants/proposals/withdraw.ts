import { PlatformError } from '@xinqiao/contracts';
import type { Handler } from '../../http/run-operation.ts';
import { decide } from './decide.ts';

/** Whoever proposed thinks better of it. Others refuse. */
export const withdrawProposal: Handler<'proposals.withdraw'> = (context, { proposalId }) =>
  decide(context, {
    ...{ proposalId, status: 'WITHDRAWN', note: null },
    check(row, person) {
      if (row.proposedBy !== person) throw new PlatformError('PROPOSAL_NOT_FOUND');
    },
  });
