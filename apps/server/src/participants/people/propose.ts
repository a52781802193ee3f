import { PlatformError } from '@xinqiao/contracts';
import type { ProposalRow } from '@xinqiao/db';
import { personOf } from '../../http/principal.ts';
import type { Handler } from '../../http/run-operation.ts';
import { requireStillMay } from '../acting-person.ts';
import { lockAdmission } from '../lock-admission.ts';
import { findProposal } from '../proposals/decide.ts';
import { openProposal } from '../proposals/open-proposal.ts';
import { proposalView } from '../proposals/proposal-view.ts';
import { agreementOf } from './agreement.ts';
import { requirePerson } from './requirements.ts';
import { tellBank } from './tell-bank.ts';

/** Somebody of a bank or the regulator and her roles, for another person to approve. */
export const proposePerson: Handler<'participants.proposePerson'> = async (context, input) => {
  const { services, principal, earlierResult, complete } = context;
  const { participantId, identityId, name, roles, status, note = null } = input;
  const { participantId: operator } = principal;
  const proposedBy = personOf(principal);
  if (identityId === proposedBy) throw new PlatformError('FOUR_EYES_REQUIRED');
  return services.operatorDatabase.transaction({ participantId: operator }, async (tx) => {
    const now = services.clock.now();
    const view = async (row: ProposalRow) =>
      proposalView(row, now, await agreementOf(tx, services.vault, row));
    if (earlierResult !== undefined) return view(await findProposal(tx, earlierResult));
    await lockAdmission(tx, identityId);
    await requireStillMay(tx, proposedBy, ['participants:admit']);
    await requirePerson(tx, input);
    const proposal = await openProposal(services, tx, {
      ...{ targetId: identityId, reason: 'PERSON_CHANGE', note, proposedBy, operator },
      change: { kind: 'PERSON', participantId, name, roles, status },
    });
    const seen = await view(proposal);
    await tellBank(services, tx, proposal, participantId, {
      ...{ status: 'PROPOSED', agreementRequired: seen.agreement !== null },
    });
    await complete(tx, proposal.id);
    return seen;
  });
};
