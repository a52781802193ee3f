import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { CorrectionId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { CaseLight, CaseText } from '../support/index.ts';
import { Instant } from '../values/index.ts';
import { FieldPath } from './field-path.ts';

/**
 * Where an objection (异议) to a field stands: OPEN the agency checks it; UPHELD the agency agrees and has its own
 * record to put right, the mark stays; CORRECTED its record is right now; REJECTED the record was right; WITHDRAWN by
 * whoever objected. Source: 征信业管理条例 art. 25, PIPL art. 46.
 */
export const CorrectionStatus = z
  .enum(['OPEN', 'UPHELD', 'CORRECTED', 'REJECTED', 'WITHDRAWN'])
  .describe(
    'OPEN: being checked; UPHELD: the agency agrees and will put its record right; CORRECTED: it has; REJECTED: the record is right; WITHDRAWN by whoever objected. While OPEN or UPHELD the field is marked in every package.',
  );
export type CorrectionStatus = z.infer<typeof CorrectionStatus>;

/** While it stands so, the field is marked in every package. */
export const MARKED_STATUSES = ['OPEN', 'UPHELD'] as const satisfies readonly CorrectionStatus[];

export const CorrectionOutcome = z
  .enum(['UPHELD', 'CORRECTED', 'REJECTED'])
  .describe(
    'UPHELD: right, to be corrected; CORRECTED: corrected at the source; REJECTED: the record is right.',
  );
export type CorrectionOutcome = z.infer<typeof CorrectionOutcome>;

/** Why it was settled so, each with the outcomes it goes with. */
export const CORRECTION_REASONS = {
  TYPING_ERROR: ['UPHELD', 'CORRECTED'],
  OUTDATED: ['UPHELD', 'CORRECTED'],
  OTHER_SUBJECT: ['UPHELD', 'CORRECTED'],
  SOURCE_WRONG: ['UPHELD', 'CORRECTED'],
  RECORD_CONFIRMED: ['REJECTED'],
  EVIDENCE_MISSING: ['REJECTED'],
  OTHER: ['UPHELD', 'CORRECTED', 'REJECTED'],
} as const satisfies Readonly<Record<string, readonly CorrectionOutcome[]>>;

export type CorrectionReason = keyof typeof CORRECTION_REASONS;
export const CorrectionReason = z
  .enum(Object.keys(CORRECTION_REASONS) as [CorrectionReason, ...CorrectionReason[]])
  .describe(
    'TYPING_ERROR, OUTDATED, OTHER_SUBJECT (the record is another’s) and SOURCE_WRONG go with UPHELD and CORRECTED; RECORD_CONFIRMED and EVIDENCE_MISSING with REJECTED; OTHER with each.',
  );

/** Which record of an item: by its own key, e.g. `2026-03` or `OUT/12345678`; see `recordKey` of the catalogue. */
export const RecordKey = z.string().min(1).max(300).describe('The record, by its own key within the item.');

/** What she says is right, or a statement of hers: plain text, never markup. */
export const ClaimText = CaseText.describe('What the subject says is right, in plain text.');

/** A task of the agency that owns an item: somebody says that a field of a record is wrong. */
export const Correction = z
  .strictObject({
    correctionId: CorrectionId,
    subjectId: SubjectId.describe('Whose record it is.'),
    subjectCode: z
      .string()
      .nullable()
      .describe('Code the record is found by; of a person’s code what may be shown; null once erased.'),
    item: DataItemId,
    path: FieldPath,
    record: RecordKey.nullable().describe('The record; null where the item is a single one, or once erased.'),
    claim: z.string().nullable().describe('What the subject says is right; null once erased.'),
    agencyId: ParticipantId.nullable().describe(
      'Agency that is asked; null where the operator asks it by its own means.',
    ),
    status: CorrectionStatus,
    light: CaseLight,
    openedAt: Instant.describe('When it was disputed, UTC.'),
    deadlineAt: Instant.describe('Until when it must be settled, UTC: twenty days.'),
    settledAt: Instant.nullable().describe('When it was last settled or withdrawn, UTC; null while open.'),
    reason: CorrectionReason.nullable().describe('Why it was settled so; null while open.'),
    note: z
      .string()
      .nullable()
      .describe('Words of the agency for the subject; null for none, and once erased.'),
  })
  .meta({ id: 'Correction', description: 'An objection to a field of a record, and what came of it.' });
export type Correction = z.infer<typeof Correction>;

/**
 * A field of a delivered item whose subject says it is wrong, until that is settled. Below RECORDS neither path nor
 * record is told: they would tell of a record.
 */
export const DisputedField = z
  .strictObject({
    path: FieldPath.nullable().describe('The field; null below RECORDS.'),
    record: RecordKey.nullable().describe(
      'The record, by its own key; null below RECORDS and for a single record.',
    ),
    since: Instant.describe('Since when, UTC.'),
    statement: z
      .string()
      .max(2_000)
      .optional()
      .describe(
        'What the subject wants readers to be told, in her own words (征信业管理条例 art. 16); absent for nothing.',
      ),
  })
  .meta({ id: 'DisputedField', description: 'A field whose subject says it is wrong.' });
export type DisputedField = z.infer<typeof DisputedField>;
