import { z } from 'zod';
import { ConsentStop, StopRevision, StopStanding, StopStatement } from '../consent/index.ts';
import { ConsentId } from '../identifiers/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

const aStop = { consentId: ConsentId, revision: StopRevision };

export const listStops = operation({
  name: 'consents.listStops',
  method: 'GET',
  path: '/v1/consent-stops',
  summary: {
    zh: '列出本行授权的停止记录，以及本行已确认、应删除的情况',
    en: 'List stops of own consents, newest first: what was acknowledged, what is to be deleted',
  },
  scope: 'consents:read',
  input: z.strictObject({
    ...PageInput.shape,
    consentId: ConsentId.optional(),
    waitingFor: z
      .enum(['ACKNOWLEDGEMENT', 'ATTESTATION'])
      .optional()
      .describe('Only stops the bank has not acknowledged, or whose deletion it has not attested.'),
  }),
  output: page(ConsentStop, 'ConsentStopPage'),
});

export const acknowledgeStop = operation({
  name: 'consents.acknowledgeStop',
  method: 'POST',
  path: '/v1/consents/{consentId}/stops/{revision}/acknowledge',
  summary: {
    zh: '以本应用密钥签名，确认已停止使用；重复确认结果相同，以首次为准',
    en: 'Acknowledge a stop, signed by a key of the application. The first word stays; repeating it changes nothing',
  },
  scope: 'consents:write',
  input: z.strictObject({
    ...aStop,
    acknowledgement: StopStatement.describe(
      'Compact JWS, `typ` `xinqiao-stop-acknowledgement+jwt`, payload StopAcknowledgement, signed by a key in force of the calling application.',
    ),
  }),
  output: ConsentStop,
  errors: ['STOP_NOT_FOUND', 'STATEMENT_INVALID'],
});

export const attestDeletion = operation({
  name: 'consents.attestDeletion',
  method: 'POST',
  path: '/v1/consents/{consentId}/stops/{revision}/attest-deletion',
  summary: {
    zh: '以本应用密钥签名，证明已删除；依法须留存的逐项列明依据',
    en: 'Attest deletion, signed by a key of the application; what a law makes the bank keep is named with its basis',
  },
  scope: 'consents:write',
  input: z.strictObject({
    ...aStop,
    attestation: StopStatement.describe(
      'Compact JWS, `typ` `xinqiao-deletion-attestation+jwt`, payload DeletionAttestation, signed by a key in force of the calling application.',
    ),
  }),
  output: ConsentStop,
  errors: ['STOP_NOT_FOUND', 'STATEMENT_INVALID'],
});

export const listStopStandings = operation({
  name: 'supervision.listStops',
  method: 'GET',
  path: '/v1/supervision/stops',
  summary: {
    zh: '监管查看各银行对授权停止的确认和删除情况',
    en: 'How each bank answers when consents stop, as a regulator',
  },
  scope: 'supervision:read',
  input: z.strictObject({}),
  output: z
    .strictObject({ items: z.array(StopStanding).describe('Banks whose consents ever stopped.') })
    .meta({ id: 'StopStandings', description: 'How each bank answers when consents stop.' }),
});
