import { z } from 'zod';
import {
  PolicyDraft,
  PolicyName,
  PolicyStatus,
  PolicySummary,
  PolicyVersion,
  PolicyVersionNumber,
  PolicyWatch,
} from '../policies/index.ts';
import { Sha256Digest } from '../values/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

const oneVersion = z.strictObject({ policyId: PolicyName, version: PolicyVersionNumber });
const asSeen = z.strictObject({
  ...oneVersion.shape,
  documentHash: Sha256Digest.describe('Hash of the document you looked at; another is refused.'),
  baselineHash: Sha256Digest.nullable()
    .default(null)
    .describe('Hash of the census you looked at, null for none; another is refused. Default null.'),
});

export const listPolicies = operation({
  name: 'policies.list',
  method: 'GET',
  path: '/v1/policies',
  summary: {
    zh: '列出可用的授信策略版本：本行的、运营方的和平台自带的',
    en: 'List versions of lending policies: your own, the operator’s, and those delivered with the platform',
  },
  scope: 'policies:read',
  input: z.strictObject({ ...PageInput.shape, status: PolicyStatus.optional() }),
  output: page(PolicySummary, 'PolicyPage'),
});

export const getPolicy = operation({
  name: 'policies.get',
  method: 'GET',
  path: '/v1/policies/{policyId}/versions/{version}',
  summary: { zh: '查询一个策略版本及其文档', en: 'Read one version of a policy with its document' },
  scope: 'policies:read',
  input: oneVersion,
  output: PolicyVersion,
  errors: ['POLICY_NOT_FOUND', 'POLICY_NOT_GENUINE'],
});

export const draftPolicy = operation({
  name: 'policies.draft',
  method: 'POST',
  path: '/v1/policies',
  summary: {
    zh: '起草策略版本；同一版本在提交复核前可以覆盖',
    en: 'Draft a version of a policy; the same version can be written anew until it is proposed',
  },
  scope: 'policies:write',
  input: PolicyDraft,
  output: PolicyVersion,
  status: 201,
  errors: [
    'POLICY_INVALID',
    'POLICY_ID_TAKEN',
    'POLICY_FIXED',
    'POLICY_CHANGED_MEANWHILE',
    'POLICY_NOT_GENUINE',
  ],
  // Sixty characteristics with long lists of categories, and the census.
  bodyBytes: 256 * 1024,
});

export const proposePolicy = operation({
  name: 'policies.propose',
  method: 'POST',
  path: '/v1/policies/{policyId}/versions/{version}/propose',
  summary: { zh: '提出启用草稿，由另一人复核', en: 'Propose a draft, for another person to put in force' },
  scope: 'policies:activate',
  input: asSeen,
  output: PolicyVersion,
  errors: [
    'POLICY_NOT_FOUND',
    'POLICY_STEP_ILLEGAL',
    'POLICY_CHANGED_MEANWHILE',
    'POLICY_OVER',
    'POLICY_INVALID',
    'POLICY_NOT_GENUINE',
  ],
});

export const sendBackPolicy = operation({
  name: 'policies.sendBack',
  method: 'POST',
  path: '/v1/policies/{policyId}/versions/{version}/send-back',
  summary: { zh: '退回提出启用的策略，恢复为草稿', en: 'Send a proposed policy back; it is a draft again' },
  scope: 'policies:activate',
  input: oneVersion,
  output: PolicyVersion,
  errors: ['POLICY_NOT_FOUND', 'POLICY_STEP_ILLEGAL', 'POLICY_NOT_GENUINE'],
});

export const activatePolicy = operation({
  name: 'policies.activate',
  method: 'POST',
  path: '/v1/policies/{policyId}/versions/{version}/activate',
  summary: {
    zh: '复核并启用策略；起草人和提出人本人不能复核',
    en: 'Put a proposed policy in force; never by whoever wrote or proposed it',
  },
  scope: 'policies:activate',
  input: asSeen,
  output: PolicyVersion,
  errors: [
    'POLICY_NOT_FOUND',
    'POLICY_STEP_ILLEGAL',
    'POLICY_CHANGED_MEANWHILE',
    'POLICY_OVER',
    'POLICY_INVALID',
    'POLICY_ID_TAKEN',
    'FOUR_EYES_REQUIRED',
    'POLICY_NOT_GENUINE',
  ],
});

export const retirePolicy = operation({
  name: 'policies.retire',
  method: 'POST',
  path: '/v1/policies/{policyId}/versions/{version}/retire',
  summary: {
    zh: '停用策略：立即生效，一人即可；此前的版本不会恢复，生效日之前停用的除外',
    en: 'Retire a policy at once, by one person; no earlier version takes its place, unless this one had not begun',
  },
  scope: 'policies:activate',
  input: oneVersion,
  output: PolicyVersion,
  errors: ['POLICY_NOT_FOUND', 'POLICY_STEP_ILLEGAL'],
});

export const watchPolicy = operation({
  name: 'policies.watch',
  method: 'GET',
  path: '/v1/policies/{policyId}/versions/{version}/watch',
  summary: {
    zh: '查看策略的监测：各月通过率、评分与指标的稳定性',
    en: 'Watch a policy: approvals by month, and how score and characteristics drift',
  },
  scope: 'policies:read',
  input: oneVersion,
  output: PolicyWatch,
  errors: ['POLICY_NOT_FOUND', 'POLICY_INVALID', 'POLICY_NOT_GENUINE'],
});
