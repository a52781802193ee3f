import type { Handler } from '../../http/run-operation.ts';
import { carryOutStaff } from '../../staff/carry-out-staff.ts';
import { carryOutErasure } from '../../subjects/carry-out-erasure.ts';
import { carryOutStatus } from '../carry-out-status.ts';
import { carryOutChange } from '../changes/carry-out-change.ts';
import { carryOutPerson } from '../people/carry-out-person.ts';
import { decide, requireAnother } from './decide.ts';
import { storedChange } from './proposal-view.ts';

/** The second person agrees, and what was proposed is done, in one transaction. */
export const approveProposal: Handler<'proposals.approve'> = (context, { proposalId, note = null }) =>
  decide(context, {
    ...{ proposalId, status: 'APPROVED', note },
    check: requireAnother,
    async carryOut(tx, row, person) {
      const change = storedChange(row);
      const { services, principal } = context;
      if (change.kind === 'PARTICIPANT_STATUS') await carryOutStatus(services, tx, row, change, person);
      else if (change.kind === 'ADMISSION_CHANGE') await carryOutChange(services, tx, row, change, person);
      else if (change.kind === 'PERSON') await carryOutPerson(services, tx, row, change, person);
      else if (change.kind === 'SUBJECT_ERASURE')
        await carryOutErasure(services, tx, { row, approvedBy: person, operator: principal.participantId });
      else
        await carryOutStaff(services, tx, {
          row,
          change,
          approvedBy: person,
          operator: principal.participantId,
        });
    },
  });
