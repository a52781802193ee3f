import { z } from 'zod';
import { ProposalId } from '../identifiers/index.ts';
import { Note, Proposal, ProposalStatus } from '../participants/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

const byId = z.strictObject({ proposalId: ProposalId });
const decision = z.strictObject({
  ...byId.shape,
  note: Note.optional().describe('Words of whoever decides.'),
});

export const listProposals = operation({
  name: 'proposals.list',
  method: 'GET',
  path: '/v1/proposals',
  summary: {
    zh: '列出待复核和已复核的事项',
    en: 'List what waits or waited for a second person, newest first',
  },
  scope: 'proposals:decide',
  input: z.strictObject({ ...PageInput.shape, status: ProposalStatus.optional() }),
  output: page(Proposal, 'ProposalPage'),
});

export const getProposal = operation({
  name: 'proposals.get',
  method: 'GET',
  path: '/v1/proposals/{proposalId}',
  summary: { zh: '查询一个复核事项', en: 'Read one proposal' },
  scope: 'proposals:decide',
  input: byId,
  output: Proposal,
  errors: ['PROPOSAL_NOT_FOUND'],
});

export const approveProposal = operation({
  name: 'proposals.approve',
  method: 'POST',
  path: '/v1/proposals/{proposalId}/approve',
  summary: {
    zh: '复核同意并立即执行；提出人本人不能复核',
    en: 'Approve and carry out at once; never by whoever proposed it',
  },
  scope: 'proposals:decide',
  input: decision,
  output: Proposal,
  errors: [
    'PROPOSAL_NOT_FOUND',
    'PROPOSAL_CLOSED',
    'FOUR_EYES_REQUIRED',
    'AGREEMENT_REQUIRED',
    'ADMISSION_INCOMPLETE',
    'STATUS_STEP_ILLEGAL',
    'DUTIES_IN_CONFLICT',
    'KEY_ALREADY_USED',
    'APPLICATION_NOT_FOUND',
    'LICENCE_NOT_FOUND',
  ],
});

export const refuseProposal = operation({
  name: 'proposals.refuse',
  method: 'POST',
  path: '/v1/proposals/{proposalId}/refuse',
  summary: { zh: '复核不同意', en: 'Refuse what another person proposed' },
  scope: 'proposals:decide',
  input: decision,
  output: Proposal,
  errors: ['PROPOSAL_NOT_FOUND', 'PROPOSAL_CLOSED', 'FOUR_EYES_REQUIRED'],
});

export const withdrawProposal = operation({
  name: 'proposals.withdraw',
  method: 'POST',
  path: '/v1/proposals/{proposalId}/withdraw',
  summary: { zh: '撤回本人提出的事项', en: 'Withdraw what you proposed yourself' },
  scope: 'proposals:decide',
  input: byId,
  output: Proposal,
  errors: ['PROPOSAL_NOT_FOUND', 'PROPOSAL_CLOSED'],
});
