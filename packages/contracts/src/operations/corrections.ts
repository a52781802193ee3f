import { z } from 'zod';
import { Correction, CorrectionOutcome, CorrectionReason, CorrectionStatus } from '../corrections/index.ts';
import { DataItemId, DataItemIds } from '../data-items/index.ts';
import { CorrectionId, ParticipantId } from '../identifiers/index.ts';
import { CaseText } from '../support/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

const OneCorrection = z.strictObject({ correctionId: CorrectionId });

export const listCorrections = operation({
  name: 'corrections.list',
  method: 'GET',
  path: '/v1/corrections',
  summary: {
    zh: '列出向本机构提出的数据异议；运营方可见全部',
    en: 'List objections to data that this agency is asked about, newest first; the operator sees all',
  },
  scope: 'corrections:settle',
  input: z.strictObject({ ...PageInput.shape, status: CorrectionStatus.optional() }),
  output: page(Correction, 'CorrectionPage'),
});

export const getCorrection = operation({
  name: 'corrections.get',
  method: 'GET',
  path: '/v1/corrections/{correctionId}',
  summary: { zh: '查询一项数据异议', en: 'Read one objection to data' },
  scope: 'corrections:settle',
  input: OneCorrection,
  output: Correction,
  errors: ['CORRECTION_NOT_FOUND'],
});

export const settleCorrection = operation({
  name: 'corrections.settle',
  method: 'POST',
  path: '/v1/corrections/{correctionId}/settle',
  summary: {
    zh: '答复数据异议；认为有误的（UPHELD）在更正后再以 CORRECTED 结束',
    en: 'Settle an objection; one that was UPHELD is settled once more as CORRECTED when the record is right',
  },
  scope: 'corrections:settle',
  input: z.strictObject({
    correctionId: CorrectionId,
    outcome: CorrectionOutcome,
    reason: CorrectionReason,
    note: CaseText.optional().describe('Words for the subject, plain text; no bank reads them.'),
  }),
  output: Correction,
  errors: [
    'CORRECTION_NOT_FOUND',
    'CORRECTION_WITH_AGENCY',
    'CORRECTION_SETTLED',
    'VALIDATION_FAILED',
    'SUBJECT_ERASED',
  ],
});

export const assignItems = operation({
  name: 'corrections.assignItems',
  method: 'POST',
  path: '/v1/corrections/agencies',
  summary: {
    zh: '指定数据项由哪一机构负责：核查异议、报送文件',
    en: 'Say which agency answers for data items: it checks objections to them and may hand over files of them',
  },
  scope: 'corrections:assign',
  input: z.strictObject({
    participantId: ParticipantId.nullable().describe(
      'An AGENCY; null: none here, and the operator asks it by its own means, e.g. by letter.',
    ),
    items: DataItemIds.describe('Data items, each once.'),
  }),
  output: z
    .strictObject({
      agencies: z
        .array(
          z.strictObject({
            item: DataItemId,
            participantId: ParticipantId.describe('Agency that answers for it.'),
          }),
        )
        .describe('Every item that has an agency, in catalogue order.'),
    })
    .meta({ id: 'ItemAgencies', description: 'Which agency answers for which item.' }),
  errors: ['PARTICIPANT_NOT_FOUND'],
});
