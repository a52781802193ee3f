import type { Handler } from '../../http/run-operation.ts';
import { agreementOf } from '../people/agreement.ts';
import { findProposal } from './decide.ts';
import { proposalView } from './proposal-view.ts';

export const getProposal: Handler<'proposals.get'> = ({ services, principal }, { proposalId }) =>
  services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    const row = await findProposal(tx, proposalId);
    return proposalView(row, services.clock.now(), await agreementOf(tx, services.vault, row));
  });
