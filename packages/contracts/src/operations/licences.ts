import { z } from 'zod';
import { LicenceId, ParticipantId } from '../identifiers/index.ts';
import { HeldLicence, LicenceFacts, Note } from '../participants/index.ts';
import { operation } from './operation.ts';

export const recordLicence = operation({
  name: 'licences.record',
  method: 'POST',
  path: '/v1/participants/{participantId}/licences',
  summary: { zh: '登记参与方的许可', en: 'Record a licence of a participant' },
  scope: 'participants:admit',
  input: z.strictObject({ participantId: ParticipantId, ...LicenceFacts }),
  output: HeldLicence,
  status: 201,
  errors: ['PARTICIPANT_NOT_FOUND'],
});

export const withdrawLicence = operation({
  name: 'licences.withdraw',
  method: 'POST',
  path: '/v1/licences/{licenceId}/withdraw',
  summary: {
    zh: '注销一份许可；返回后即不再以其提供服务',
    en: 'Withdraw a licence; once this returns nothing is served on its strength',
  },
  scope: 'participants:admit',
  input: z.strictObject({ licenceId: LicenceId, reason: Note.describe('Why it is withdrawn.') }),
  output: HeldLicence,
  errors: ['LICENCE_NOT_FOUND'],
});
