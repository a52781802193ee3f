import { PlatformError } from '@xinqiao/contracts';
import type { ProposalRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { requireProposer } from '../acting-person.ts';
import type { StoredChange } from '../proposals/proposal-view.ts';
import type { AdmissionServices } from '../take-step.ts';
import { requirePerson } from './requirements.ts';

/**
 * Gives somebody of a bank or the regulator the roles that were proposed; they count from her next call on.
 *
 * @throws {PlatformError} `PROPOSAL_CLOSED` when the proposer has left; what {@link requirePerson} throws
 */
export async function carryOutPerson(
  services: AdmissionServices,
  tx: Tx,
  { id: proposalId, targetId: identityId, proposedBy }: ProposalRow,
  { participantId, name, roles, status }: Extract<StoredChange, { kind: 'PERSON' }>,
  approvedBy: string,
): Promise<void> {
  await requireProposer(tx, proposedBy, ['participants:admit']);
  await requirePerson(tx, { participantId, identityId, roles, status });
  const facts = { displayName: name, roles: [...roles], status };
  // Whoever else enters her at the same moment, as an owner or an agent, came first: she is not moved.
  await tx.identity.createMany({ data: { id: identityId, participantId, ...facts }, skipDuplicates: true });
  const { count } = await tx.identity.updateMany({ where: { id: identityId, participantId }, data: facts });
  if (count === 0) throw new PlatformError('DUTIES_IN_CONFLICT');
  await appendEntry(services, tx, {
    kind: 'STAFF_CHANGED',
    ...{ actor: approvedBy, participantId, subjectId: null, consentId: null },
    detail: { identityId, roles, status, proposalId, proposedBy, approvedBy },
  });
}
