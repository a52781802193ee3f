import {
  type AdmissionOperation,
  PlatformError,
  type ProposalId,
  type ProposedChange,
} from '@xinqiao/contracts';
import type { ProposalRow, Tx } from '@xinqiao/db';
import { applicationRegistration } from '../../applications/register.ts';
import { applicationChange } from '../../applications/update.ts';
import { requireProposer } from '../acting-person.ts';
import { canonicalText } from '../admitted.ts';
import { licenceRecord } from '../licences/record.ts';
import { licenceWithdrawal } from '../licences/withdraw.ts';
import type { AdmissionServices } from '../take-step.ts';
import { participantChange } from '../update.ts';
import type { AdmissionAct } from './admission-act.ts';

const ACTS: Readonly<Record<AdmissionOperation, AdmissionAct<never>>> = {
  'participants.update': participantChange,
  'applications.register': applicationRegistration,
  'applications.update': applicationChange,
  'licences.record': licenceRecord,
  'licences.withdraw': licenceWithdrawal,
};

/**
 * Does what was proposed, now that a second person agrees. It is looked at anew, and what it replaces must be what
 * the proposer saw.
 *
 * @throws {PlatformError} `ADMISSION_INCOMPLETE` when it stands otherwise by now, `PROPOSAL_CLOSED`, and what the act
 *   refuses
 */
export async function carryOutChange(
  services: AdmissionServices,
  tx: Tx,
  row: ProposalRow,
  { operation, input, before }: Extract<ProposedChange, { kind: 'ADMISSION_CHANGE' }>,
  approvedBy: string,
): Promise<void> {
  const { id, proposedBy } = row;
  await requireProposer(tx, proposedBy, ['participants:admit']);
  const plan = await ACTS[operation].plan(services, tx, input as never);
  const [asked, allowed] = [canonicalText(before), canonicalText(plan.before)];
  if (asked !== allowed)
    throw new PlatformError('ADMISSION_INCOMPLETE', {
      errors: [
        {
          path: 'change.before',
          problem: 'This changed after it was proposed. Look at it and propose again.',
          ...{ asked, allowed },
        },
      ],
    });
  await plan.carryOut({ person: approvedBy, proposal: { proposalId: id as ProposalId, proposedBy } });
}
