import { z } from 'zod';
import { ProposalId } from '../identifiers/index.ts';
import { Person, PersonProposal } from '../participants/index.ts';
import { operation } from './operation.ts';

export const listOwnPeople = operation({
  name: 'people.listOwn',
  method: 'GET',
  path: '/v1/people',
  summary: {
    zh: '列出本行人员和待复核的人员变更',
    en: 'List own people, and the changes of them that wait for approval',
  },
  scope: 'people:agree',
  input: z.strictObject({}),
  output: z
    .strictObject({
      items: z.array(Person).describe('Everybody who works or worked for the bank, by identity.'),
      proposals: z.array(PersonProposal).describe('Open proposals about them, the newest first.'),
    })
    .meta({ id: 'OwnPeople', description: 'The people of one’s own bank.' }),
});

export const agreeToPerson = operation({
  name: 'people.agree',
  method: 'POST',
  path: '/v1/people/proposals/{proposalId}/agreement',
  summary: {
    zh: '同意一项人员变更；银行启用后给予权限须经本行人员同意',
    en: 'Agree to a change of the people: in a bank in service nobody gets rights without it',
  },
  scope: 'people:agree',
  input: z.strictObject({ proposalId: ProposalId }),
  output: PersonProposal,
  errors: ['PROPOSAL_NOT_FOUND', 'PROPOSAL_CLOSED', 'FOUR_EYES_REQUIRED'],
});
