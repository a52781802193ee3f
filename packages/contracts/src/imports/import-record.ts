import { z } from 'zod';
import { ImportId } from '../identifiers/index.ts';
import { Instant, Sha256Digest } from '../values/index.ts';
import { ImportKind } from './import-kind.ts';
import { ImportWarning, QuarantineReason } from './import-rules.ts';

/** What the body of an import may be; what it is in truth shows in its first bytes. */
export const IMPORT_MEDIA_TYPES = [
  'text/csv',
  'application/gzip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;
export type ImportMediaType = (typeof IMPORT_MEDIA_TYPES)[number];

/** Query of a file import: the body is the file itself, CSV (gzip or plain) or an Excel workbook. */
export const ImportInput = z.strictObject({
  kind: ImportKind,
  fileName: z.string().min(1).max(200).describe('Name of the file, for the report.'),
  replaces: ImportId.optional().describe(
    'Own import that this file corrects: it counts no more from the moment this one is complete.',
  ),
});
export type ImportInput = z.infer<typeof ImportInput>;

export const ImportStatus = z
  .enum(['RUNNING', 'DONE', 'FAILED', 'REPLACED'])
  .describe(
    'RUNNING = under way or broken off, and read by nobody; send the same file again to go on. DONE = in force. FAILED = refused, nothing of it is kept. REPLACED = a corrected file took its place.',
  );
export type ImportStatus = z.infer<typeof ImportStatus>;

const recordFields = {
  importId: ImportId,
  kind: ImportKind,
  fileName: z.string().describe('Name of the file as its sender gave it.'),
  contentHash: Sha256Digest.describe('SHA-256 of the bytes received; the same file is stored once.'),
  status: ImportStatus,
  rowsRead: z
    .int()
    .nonnegative()
    .describe('Data rows taken in so far; of the whole file once it is complete.'),
  rowsStored: z.int().nonnegative().describe('Rows that are source data, once the import is in force.'),
  rowsQuarantined: z.int().nonnegative().describe('Rows set aside with line number and reason.'),
  quarantine: z
    .array(
      z.strictObject({
        reason: QuarantineReason,
        count: z.int().positive().describe('Rows set aside for it.'),
        firstLine: z.int().positive().describe('First line concerned, counted from 1 with the header.'),
      }),
    )
    .describe('Rows set aside, by reason.'),
  warnings: z
    .array(z.strictObject({ warning: ImportWarning, count: z.int().positive().describe('Rows concerned.') }))
    .describe('Rows stored although something was noticed.'),
  replaces: ImportId.nullable().describe('Import that this one corrects; null for most.'),
  replacedBy: ImportId.nullable().describe('Import that took its place; null while it has none.'),
  startedAt: Instant.describe('When it was begun, UTC.'),
  finishedAt: Instant.nullable().describe('When it was complete, UTC; null before.'),
};

/** One imported file. Nothing is dropped: read = stored + quarantined. */
export const ImportRecord = z
  .strictObject(recordFields)
  .meta({ id: 'ImportRecord', description: 'One imported file and what became of its rows.' });
export type ImportRecord = z.infer<typeof ImportRecord>;

/** What became of an imported file. */
export const ImportReport = z
  .strictObject({
    ...recordFields,
    repeated: z
      .boolean()
      .describe('True when the same bytes were imported before and nothing was stored again.'),
  })
  .meta({ id: 'ImportReport', description: 'Result of a file import.' });
export type ImportReport = z.infer<typeof ImportReport>;

/** A row that was set aside. */
export const QuarantinedRow = z
  .strictObject({
    line: z.int().positive().describe('Line it begins in, counted from 1 with the header.'),
    reason: QuarantineReason,
    raw: z
      .string()
      .nullable()
      .describe('The row, word for word; null where another row says the same and the file has it.'),
  })
  .meta({ id: 'QuarantinedRow', description: 'A row of a file that was set aside.' });
export type QuarantinedRow = z.infer<typeof QuarantinedRow>;
