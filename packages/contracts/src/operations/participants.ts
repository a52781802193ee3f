import { z } from 'zod';
import { BreakGlassId, ParticipantId } from '../identifiers/index.ts';
import {
  CallsPerMinute,
  Note,
  Outcome,
  Participant,
  ParticipantKind,
  ParticipantRecord,
  ParticipantStatus,
  PendingProposalId,
  Person,
  PersonRoles,
  Proposal,
  StaffIdentityId,
  StaffName,
  StatusReason,
} from '../participants/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

const RegisteredName = z
  .strictObject({
    zh: z.string().trim().min(1).max(200).describe('Registered name, zh-CN.'),
    en: z.string().trim().min(1).max(200).describe('Name in English.'),
  })
  .describe('Registered name in both languages.');

export const applyParticipant = operation({
  name: 'participants.apply',
  method: 'POST',
  path: '/v1/participants',
  summary: { zh: '受理参与方的接入申请', en: 'Take in the application of a new participant' },
  scope: 'participants:admit',
  input: z.strictObject({
    kind: ParticipantKind.exclude(['OPERATOR']).describe('BANK, AGENCY, REGULATOR or PEER_OPERATOR.'),
    name: RegisteredName,
    callsPerMinute: CallsPerMinute.default(6000),
  }),
  output: Participant,
  status: 201,
});

export const listParticipants = operation({
  name: 'participants.list',
  method: 'GET',
  path: '/v1/participants',
  summary: { zh: '列出全部参与方', en: 'List all participants, newest first' },
  scope: 'participants:read',
  input: z.strictObject({
    ...PageInput.shape,
    status: ParticipantStatus.optional(),
    kind: ParticipantKind.optional(),
  }),
  output: page(Participant, 'ParticipantPage'),
});

export const getParticipant = operation({
  name: 'participants.get',
  method: 'GET',
  path: '/v1/participants/{participantId}',
  summary: {
    zh: '查询参与方及其许可、经历和下一步',
    en: 'Read a participant with its licences, history and next steps',
  },
  scope: 'participants:read',
  input: z.strictObject({ participantId: ParticipantId }),
  output: ParticipantRecord,
  errors: ['PARTICIPANT_NOT_FOUND'],
});

export const getOwnParticipant = operation({
  name: 'participants.getOwn',
  method: 'GET',
  path: '/v1/participant',
  summary: {
    zh: '查询本机构的状态、原因、许可和下一步',
    en: 'Read your own status, its reason, licences and next steps',
  },
  scope: 'applications:read',
  input: z.strictObject({}),
  output: ParticipantRecord,
});

export const changeParticipantStatus = operation({
  name: 'participants.changeStatus',
  method: 'POST',
  path: '/v1/participants/{participantId}/status',
  summary: {
    zh: '变更参与方状态；涉及启用的步骤由另一人复核后生效',
    en: 'Take a step in the life of a participant; into or out of ACTIVE a second person approves it',
  },
  // The right each step needs stands with the steps: admitting for some, suspending for others.
  scope: 'participants:read',
  input: z.strictObject({
    participantId: ParticipantId,
    to: ParticipantStatus.exclude(['APPLIED']).describe('Status it is to have.'),
    reason: StatusReason,
    note: Note.optional(),
    breakGlassId: BreakGlassId.optional().describe(
      'Own open emergency: suspends at once, without a second person.',
    ),
  }),
  output: z
    .strictObject({
      outcome: Outcome,
      participant: Participant,
      proposalId: PendingProposalId,
    })
    .meta({ id: 'StatusChangeResult', description: 'A step taken or proposed.' }),
  errors: [
    'PARTICIPANT_NOT_FOUND',
    'STATUS_STEP_ILLEGAL',
    'ADMISSION_INCOMPLETE',
    'PROPOSAL_PENDING',
    'BREAK_GLASS_NOT_OPEN',
  ],
});

export const updateParticipant = operation({
  name: 'participants.update',
  method: 'POST',
  path: '/v1/participants/{participantId}',
  summary: {
    zh: '修改参与方名称和调用限额；在用参与方改名或调低限额须由另一人复核',
    en: 'Change names and limit; of one in use a name or a lower limit waits for a second person',
  },
  scope: 'participants:admit',
  input: z.strictObject({
    participantId: ParticipantId,
    name: RegisteredName.optional(),
    callsPerMinute: CallsPerMinute.optional(),
  }),
  output: z
    .strictObject({
      outcome: Outcome,
      participant: Participant,
      proposalId: PendingProposalId,
    })
    .meta({ id: 'ParticipantChangeResult', description: 'A change made or proposed.' }),
  errors: ['PARTICIPANT_NOT_FOUND', 'PROPOSAL_PENDING'],
});

export const listPeople = operation({
  name: 'participants.listPeople',
  method: 'GET',
  path: '/v1/participants/{participantId}/people',
  summary: {
    zh: '列出银行或监管方的人员及其角色',
    en: 'List the people of a bank or the regulator and their roles',
  },
  scope: 'participants:read',
  input: z.strictObject({ participantId: ParticipantId }),
  output: z
    .strictObject({
      items: z.array(Person).describe('Everybody who works or worked for it, by identity.'),
    })
    .meta({ id: 'People', description: 'The people of a participant.' }),
  errors: ['PARTICIPANT_NOT_FOUND'],
});

export const proposePerson = operation({
  name: 'participants.proposePerson',
  method: 'POST',
  path: '/v1/participants/{participantId}/people/{identityId}',
  summary: {
    zh: '提出银行或监管方人员的登记、变更或停用，由另一人复核后生效',
    en: 'Propose to enter, change or disable somebody of a bank or the regulator, for another person to approve',
  },
  scope: 'participants:admit',
  input: z.strictObject({
    participantId: ParticipantId,
    identityId: StaffIdentityId,
    name: StaffName,
    roles: PersonRoles,
    status: z
      .enum(['ACTIVE', 'DISABLED'])
      .default('ACTIVE')
      .describe('DISABLED takes all rights away; default ACTIVE.'),
    note: Note.optional(),
  }),
  output: Proposal,
  status: 201,
  errors: [
    'PARTICIPANT_NOT_FOUND',
    'ADMISSION_INCOMPLETE',
    'FOUR_EYES_REQUIRED',
    'DUTIES_IN_CONFLICT',
    'PROPOSAL_PENDING',
  ],
});
