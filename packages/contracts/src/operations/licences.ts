import { z } from 'zod';
import { LicenceId, ParticipantId } from '../identifiers/index.ts';
import { HeldLicence, LicenceFacts, Note, Outcome, PendingProposalId } from '../participants/index.ts';
import { operation } from './operation.ts';

export const recordLicence = operation({
  name: 'licences.record',
  method: 'POST',
  path: '/v1/participants/{participantId}/licences',
  summary: {
    zh: '登记参与方的许可；运营方自己的许可须由另一人复核',
    en: 'Record a licence of a participant; one of the operator itself waits for a second person',
  },
  scope: 'participants:admit',
  input: z.strictObject({ participantId: ParticipantId, ...LicenceFacts }),
  output: z
    .strictObject({
      outcome: Outcome,
      licenceId: LicenceId.describe('Id it has, or will have once approved.'),
      licence: HeldLicence.nullable().describe('The licence; null while it waits.'),
      proposalId: PendingProposalId,
    })
    .meta({ id: 'LicenceRecordResult', description: 'A licence recorded or proposed.' }),
  status: 201,
  errors: ['PARTICIPANT_NOT_FOUND', 'PROPOSAL_PENDING'],
});

export const withdrawLicence = operation({
  name: 'licences.withdraw',
  method: 'POST',
  path: '/v1/licences/{licenceId}/withdraw',
  summary: {
    zh: '注销一份许可，此后不再以其提供服务；在用参与方和运营方的须由另一人复核',
    en: 'Withdraw a licence: nothing is served on its strength then; of one in use a second person approves',
  },
  scope: 'participants:admit',
  input: z.strictObject({ licenceId: LicenceId, reason: Note.describe('Why it is withdrawn.') }),
  output: z
    .strictObject({ outcome: Outcome, licence: HeldLicence, proposalId: PendingProposalId })
    .meta({ id: 'LicenceWithdrawalResult', description: 'A licence withdrawn, or that proposed.' }),
  errors: ['LICENCE_NOT_FOUND', 'PROPOSAL_PENDING'],
});
