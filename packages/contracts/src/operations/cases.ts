import { z } from 'zod';
import { CaseId } from '../identifiers/index.ts';
import {
  CaseCategory,
  CaseEntryIds,
  CaseLight,
  CaseStatus,
  CaseSummary,
  CaseText,
  CaseTitle,
  SupportCase,
  WorkCase,
  WorkCaseSummary,
} from '../support/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

const OneCase = z.strictObject({ caseId: CaseId });
const CaseMessageInput = z.strictObject({ caseId: CaseId, text: CaseText });

export const openCase = operation({
  name: 'cases.open',
  method: 'POST',
  path: '/v1/cases',
  summary: { zh: '提交工单', en: 'Open a support case' },
  scope: 'cases:write',
  input: z.strictObject({
    category: CaseCategory,
    title: CaseTitle,
    text: CaseText,
    entryIds: CaseEntryIds.default([]),
  }),
  output: SupportCase,
  status: 201,
  errors: ['ENTRY_NOT_FOUND', 'CASE_LIMIT_REACHED'],
});

export const listCases = operation({
  name: 'cases.list',
  method: 'GET',
  path: '/v1/cases',
  summary: { zh: '列出本机构的工单', en: 'List own cases, newest first' },
  scope: 'cases:read',
  input: z.strictObject({ ...PageInput.shape, status: CaseStatus.optional() }),
  output: page(CaseSummary, 'CasePage'),
});

export const getCase = operation({
  name: 'cases.get',
  method: 'GET',
  path: '/v1/cases/{caseId}',
  summary: { zh: '查询本机构的一份工单', en: 'Read one own case' },
  scope: 'cases:read',
  input: OneCase,
  output: SupportCase,
  errors: ['CASE_NOT_FOUND'],
});

export const replyToCase = operation({
  name: 'cases.reply',
  method: 'POST',
  path: '/v1/cases/{caseId}/reply',
  summary: {
    zh: '补充或追问；已答复的工单重新进入处理，答复期限不变',
    en: 'Add to a case; one that was answered is worked on again, its deadline stays',
  },
  scope: 'cases:write',
  input: CaseMessageInput,
  output: SupportCase,
  errors: ['CASE_NOT_FOUND', 'CASE_STEP_ILLEGAL', 'CASE_LIMIT_REACHED'],
});

export const closeCase = operation({
  name: 'cases.close',
  method: 'POST',
  path: '/v1/cases/{caseId}/close',
  summary: { zh: '关闭本机构的工单', en: 'Close an own case' },
  scope: 'cases:write',
  input: OneCase,
  output: SupportCase,
  errors: ['CASE_NOT_FOUND', 'CASE_STEP_ILLEGAL'],
});

export const listAllCases = operation({
  name: 'cases.listAll',
  method: 'GET',
  path: '/v1/support/cases',
  summary: {
    zh: '列出全部工单，最早到期者在前',
    en: 'List the cases of everybody, the earliest deadline first',
  },
  scope: 'support:work',
  input: z.strictObject({
    ...PageInput.shape,
    status: CaseStatus.optional().describe('Default OPEN and ASSIGNED: those that wait for an answer.'),
    category: CaseCategory.optional(),
    light: CaseLight.optional(),
    assignee: z.string().min(1).max(64).optional().describe('Member of staff who works on it.'),
  }),
  output: z
    .strictObject({
      items: z.array(WorkCaseSummary).describe('Cases of this page, the earliest deadline first.'),
      nextCursor: z.string().nullable().describe('Cursor of the next page; null on the last.'),
    })
    .meta({ id: 'WorkCasePage', description: 'One page of the cases of everybody.' }),
});

export const getAnyCase = operation({
  name: 'cases.getAny',
  method: 'GET',
  path: '/v1/support/cases/{caseId}',
  summary: { zh: '查询任一工单', en: 'Read any case' },
  scope: 'support:work',
  input: OneCase,
  output: WorkCase,
  errors: ['CASE_NOT_FOUND'],
});

export const assignCase = operation({
  name: 'cases.assign',
  method: 'POST',
  path: '/v1/support/cases/{caseId}/assign',
  summary: {
    zh: '指派工单给具有客服角色的人员',
    en: 'Give a case to a member of staff with the role SUPPORT',
  },
  scope: 'support:work',
  input: z.strictObject({
    caseId: CaseId,
    assignee: z.string().min(1).max(64).describe('Identity of a member of staff with the role SUPPORT.'),
  }),
  output: WorkCase,
  errors: ['CASE_NOT_FOUND', 'CASE_STEP_ILLEGAL', 'IDENTITY_NOT_FOUND'],
});

export const answerCase = operation({
  name: 'cases.answer',
  method: 'POST',
  path: '/v1/support/cases/{caseId}/answer',
  summary: { zh: '答复工单', en: 'Answer a case that is assigned' },
  scope: 'support:work',
  input: CaseMessageInput,
  output: WorkCase,
  errors: ['CASE_NOT_FOUND', 'CASE_STEP_ILLEGAL'],
});

export const reopenCase = operation({
  name: 'cases.reopen',
  method: 'POST',
  path: '/v1/support/cases/{caseId}/reopen',
  summary: {
    zh: '重新处理已答复或已关闭的工单，答复期限重新计算',
    en: 'Work again on a case that was answered or closed; the time for an answer begins anew',
  },
  scope: 'support:work',
  input: OneCase,
  output: WorkCase,
  errors: ['CASE_NOT_FOUND', 'CASE_STEP_ILLEGAL'],
});

export const linkCase = operation({
  name: 'cases.link',
  method: 'POST',
  path: '/v1/support/cases/{caseId}/link',
  summary: { zh: '将日志条目关联到工单', en: 'Link log entries of whoever asked to a case' },
  scope: 'support:work',
  input: z.strictObject({ caseId: CaseId, entryIds: CaseEntryIds.min(1) }),
  output: WorkCase,
  errors: ['CASE_NOT_FOUND', 'CASE_STEP_ILLEGAL', 'ENTRY_NOT_FOUND'],
});
