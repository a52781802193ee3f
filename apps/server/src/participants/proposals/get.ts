import type { Handler } from '../../http/run-operation.ts';
import { findProposal } from './decide.ts';
import { proposalView } from './proposal-view.ts';

export const getProposal: Handler<'proposals.get'> = ({ services, principal }, { proposalId }) =>
  services.operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) =>
    proposalView(await findProposal(tx, proposalId), services.clock.now()),
  );
