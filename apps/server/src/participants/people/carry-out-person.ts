import { PlatformError } from '@xinqiao/contracts';
import type { ProposalRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import type { Services } from '../../services.ts';
import { requireProposer } from '../acting-person.ts';
import { lockAdmission } from '../lock-admission.ts';
import type { StoredChange } from '../proposals/proposal-view.ts';
import type { AdmissionServices } from '../take-step.ts';
import { requireAgreement } from './agreement.ts';
import { requirePerson } from './requirements.ts';
import { tellBank } from './tell-bank.ts';

/**
 * Gives somebody of a bank or the regulator the roles that were proposed; they count from her next call on.
 *
 * @throws {PlatformError} `PROPOSAL_CLOSED` when the proposer has left; what {@link requirePerson} and
 *   {@link requireAgreement} throw
 */
export async function carryOutPerson(
  services: AdmissionServices & Pick<Services, 'vault'>,
  tx: Tx,
  row: ProposalRow,
  change: Extract<StoredChange, { kind: 'PERSON' }>,
  approvedBy: string,
): Promise<void> {
  const { id: proposalId, targetId: identityId, proposedBy } = row;
  const { participantId, name, roles, status } = change;
  // The bank stands as it stands until this is done: nobody slips in while it is being activated.
  await lockAdmission(tx, participantId);
  await requireProposer(tx, proposedBy, ['participants:admit']);
  await requirePerson(tx, { participantId, identityId, roles, status });
  const agreedBy = await requireAgreement(tx, services.vault, row, change);
  const facts = { displayName: name, roles: [...roles], status };
  // Whoever else enters her at the same moment, as an owner or an agent, came first: she is not moved.
  await tx.identity.createMany({ data: { id: identityId, participantId, ...facts }, skipDuplicates: true });
  const { count } = await tx.identity.updateMany({ where: { id: identityId, participantId }, data: facts });
  if (count === 0) throw new PlatformError('DUTIES_IN_CONFLICT');
  await appendEntry(services, tx, {
    kind: 'STAFF_CHANGED',
    ...{ actor: approvedBy, participantId, subjectId: null, consentId: null },
    detail: {
      ...{ identityId, roles, status, proposalId, proposedBy, approvedBy },
      ...(agreedBy === undefined ? {} : { agreedBy }),
    },
  });
  await tellBank(services, tx, row, participantId, {
    ...{ status: 'APPROVED', agreementRequired: agreedBy !== undefined },
  });
}
