import { z } from 'zod';
import { Consent, ConsentExplanation, ConsentRequest, ConsentStatus } from '../consent/index.ts';
import { ConsentId } from '../identifiers/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

export const listConsents = operation({
  name: 'consents.list',
  method: 'GET',
  path: '/v1/consents',
  summary: { zh: '列出本行的授权', en: 'List own consents, newest first' },
  scope: 'consents:read',
  input: z.strictObject({ ...PageInput.shape, status: ConsentStatus.optional() }),
  output: page(Consent, 'ConsentPage'),
});

export const getConsent = operation({
  name: 'consents.get',
  method: 'GET',
  path: '/v1/consents/{consentId}',
  summary: { zh: '查询一份授权', en: 'Read one consent' },
  scope: 'consents:read',
  input: z.strictObject({ consentId: ConsentId }),
  output: Consent,
  errors: ['CONSENT_NOT_FOUND'],
});

export const revokeConsent = operation({
  name: 'consents.revoke',
  method: 'POST',
  path: '/v1/consents/{consentId}/revoke',
  summary: {
    zh: '结束一份授权；返回后不再提供任何数据，重复调用结果相同',
    en: 'End a consent; once this returns nothing more is delivered. Repeating it changes nothing',
  },
  scope: 'consents:write',
  input: z.strictObject({
    consentId: ConsentId,
    reason: z
      .enum(['NO_LONGER_NEEDED', 'LOAN_CLOSED'])
      .default('NO_LONGER_NEEDED')
      .describe('Why the bank ends it: NO_LONGER_NEEDED or LOAN_CLOSED.'),
  }),
  output: Consent,
  errors: ['CONSENT_NOT_FOUND', 'CONSENT_TRANSITION_ILLEGAL'],
});

export const explainConsent = operation({
  name: 'consents.explain',
  method: 'POST',
  path: '/v1/consents/explain',
  dryRun: true,
  summary: {
    zh: '试算一份授权请求：一次列出所有超限之处，并给出能通过的最小请求；不写入、不查企业',
    en: 'Try a consent request: everything it exceeds at once, and the nearest that passes. Nothing is written, nobody is looked up',
  },
  scope: 'consents:read',
  input: ConsentRequest,
  output: ConsentExplanation,
});
