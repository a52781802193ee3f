import { z } from 'zod';
import { Decision } from '../decisions/index.ts';
import { ConsentId, DecisionId } from '../identifiers/index.ts';
import { DateRange } from '../values/index.ts';
import { SignedReceipt } from './data.ts';
import { operation } from './operation.ts';

export const createDecision = operation({
  name: 'decisions.create',
  method: 'POST',
  path: '/v1/decisions',
  summary: {
    zh: '按授权作出授信额度决策；数据不出平台，只返回额度和原因',
    en: 'Decide a credit limit under a consent; the data stays, the limit and its reasons leave',
  },
  scope: 'decisions:write',
  input: z.strictObject({
    consentId: ConsentId,
    policyId: z
      .string()
      .min(1)
      .max(60)
      .default('shui-rong-tong')
      .describe('Policy to decide by; default 税融通.'),
    range: DateRange.optional().describe(
      'Days to decide by, within those of the consent and begun; default all of them.',
    ),
  }),
  output: z
    .strictObject({ decision: Decision, receipt: SignedReceipt })
    .meta({ id: 'MadeDecision', description: 'A decision and the receipt of the read it rests on.' }),
  status: 201,
  errors: [
    'CONSENT_NOT_FOUND',
    'CONSENT_NOT_ACTIVE_YET',
    'CONSENT_PAUSED',
    'CONSENT_REJECTED',
    'CONSENT_REVOKED',
    'CONSENT_EXPIRED',
    'CONSENT_ITEM_NOT_COVERED',
    'CONSENT_RANGE_EXCEEDED',
    'CONSENT_FETCH_USED',
    'CONSENT_FREQUENCY_EXCEEDED',
    'CONSENT_CHANGED_MEANWHILE',
    'POLICY_UNKNOWN',
    'POLICY_CHANGED_MEANWHILE',
    'POLICY_INVALID',
    'POLICY_NOT_GENUINE',
    'DATA_NOT_USABLE',
    'SOURCE_UNAVAILABLE',
  ],
});

export const getDecision = operation({
  name: 'decisions.get',
  method: 'GET',
  path: '/v1/decisions/{decisionId}',
  summary: { zh: '查询一份决策', en: 'Read one decision' },
  scope: 'decisions:read',
  input: z.strictObject({ decisionId: DecisionId }),
  output: Decision,
  errors: ['DECISION_NOT_FOUND', 'SUBJECT_ERASED'],
});
