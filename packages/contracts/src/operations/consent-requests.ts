import { z } from 'zod';
import { ConsentRequestState, ConsentRequestStatus, ConsentRevision } from '../consent/index.ts';
import { ConsentId, ConsentRequestId } from '../identifiers/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

export const listRevisions = operation({
  name: 'consents.listRevisions',
  method: 'GET',
  path: '/v1/consents/{consentId}/revisions',
  summary: {
    zh: '列出一份授权的全部变更及各次签署的授权书，最新在前',
    en: 'List every change of a consent with the artefacts signed for them, newest first',
  },
  scope: 'consents:read',
  input: z.strictObject({
    ...PageInput.shape,
    cursor: z
      .string()
      .regex(/^[1-9]\d{0,8}$/)
      .optional()
      .describe('`nextCursor` of the page before; the first page without it.'),
    consentId: ConsentId,
  }),
  output: page(ConsentRevision, 'ConsentRevisionPage'),
  errors: ['CONSENT_NOT_FOUND'],
});

export const listRequests = operation({
  name: 'consents.listRequests',
  method: 'GET',
  path: '/v1/consent-requests',
  summary: { zh: '列出本行发起的授权请求', en: 'List own requests, newest first' },
  scope: 'consents:read',
  input: z.strictObject({
    ...PageInput.shape,
    consentId: ConsentId.optional(),
    status: ConsentRequestStatus.optional(),
  }),
  output: page(ConsentRequestState, 'ConsentRequestPage'),
});

export const getRequest = operation({
  name: 'consents.getRequest',
  method: 'GET',
  path: '/v1/consent-requests/{requestId}',
  summary: { zh: '查询一项授权请求的进展', en: 'Read how far one request is' },
  scope: 'consents:read',
  input: z.strictObject({ requestId: ConsentRequestId }),
  output: ConsentRequestState,
  errors: ['CONSENT_REQUEST_NOT_FOUND'],
});

export const withdrawRequest = operation({
  name: 'consents.withdrawRequest',
  method: 'POST',
  path: '/v1/consent-requests/{requestId}/withdraw',
  summary: {
    zh: '撤回一项尚待答复的请求；变更请求撤回后授权保持不变，重复调用结果相同',
    en: 'Withdraw a request that still waits; a consent it would have changed stays as it is. Repeating it changes nothing',
  },
  scope: 'consents:write',
  input: z.strictObject({ requestId: ConsentRequestId }),
  output: ConsentRequestState,
  errors: ['CONSENT_REQUEST_NOT_FOUND', 'CONSENT_TRANSITION_ILLEGAL'],
});
