import { PlatformError } from '@xinqiao/contracts';
import type { ProposalRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { personOf } from '../../http/principal.ts';
import type { Handler } from '../../http/run-operation.ts';
import { requireStillHas } from '../acting-person.ts';
import { lockAdmission } from '../lock-admission.ts';
import { isOver, proposalView } from '../proposals/proposal-view.ts';
import { personChange } from './agreement.ts';
import { agreementSeal, isSealed } from './agreement-seal.ts';
import { personProposal } from './person-proposal.ts';

/** @throws {PlatformError} `PROPOSAL_NOT_FOUND` for another bank’s as for one that does not exist */
async function ownProposal(tx: Tx, proposalId: string, participantId: string): Promise<ProposalRow> {
  const row = await tx.proposal.findUnique({ where: { id: proposalId } });
  if (row === null || personChange(row)?.participantId !== participantId)
    throw new PlatformError('PROPOSAL_NOT_FOUND');
  return row;
}

/**
 * One of a bank’s people agrees that somebody comes to work there, or gets another role. Nothing changes by it alone:
 * without it the operator’s second person cannot approve.
 */
export const agreeToPerson: Handler<'people.agree'> = (context, { proposalId }) => {
  const { services, principal, earlierResult, complete } = context;
  const { clock, database, vault } = services;
  const { participantId } = principal;
  const person = personOf(principal);
  return database.transaction({ participantId }, async (tx) => {
    const now = clock.now();
    const { targetId } = await ownProposal(tx, proposalId, participantId);
    // An approval at the same moment comes before it or after.
    await lockAdmission(tx, targetId);
    const row = await ownProposal(tx, proposalId, participantId);
    if (earlierResult !== undefined) return personProposal(tx, vault, row);
    if (isOver(row, now))
      throw new PlatformError('PROPOSAL_CLOSED', { details: { status: proposalView(row, now).status } });
    await requireStillHas(tx, person, { participantId, right: 'people:agree' });
    if (targetId === person) throw new PlatformError('FOUR_EYES_REQUIRED');
    const hers = await tx.personAgreement.findMany({ where: { proposalId, agreedBy: person } });
    if (!hers.some((each) => isSealed(vault, row, each))) {
      const agreed = { participantId, agreedBy: person, agreedAt: now };
      await tx.personAgreement.create({
        data: { proposalId, ...agreed, seal: agreementSeal(vault, row, agreed) },
      });
      await appendEntry(services, tx, {
        ...{ kind: 'PERSON_AGREED', actor: person, participantId, subjectId: null, consentId: null },
        detail: { proposalId, identityId: targetId, proposedBy: row.proposedBy },
      });
    }
    await complete(tx, proposalId);
    return personProposal(tx, vault, row);
  });
};
