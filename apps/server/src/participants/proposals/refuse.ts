import type { Handler } from '../../http/run-operation.ts';
import { decide, requireAnother } from './decide.ts';

/** The second person does not agree, and nothing happens. */
export const refuseProposal: Handler<'proposals.refuse'> = (context, { proposalId, note = null }) =>
  decide(context, { ...{ proposalId, status: 'REFUSED', note }, check: requireAnother });
