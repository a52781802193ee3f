import { z } from 'zod';
import { ImportId } from '../identifiers/index.ts';
import { Instant, Sha256Digest } from '../values/index.ts';

/** Query of a file import: the body is the file itself, CSV, gzip or plain. */
export const ImportInput = z.strictObject({
  kind: z
    .enum(['invoice-out', 'invoice-in'])
    .describe('What the file holds: issued (销项) or received (进项) invoices.'),
  fileName: z.string().min(1).max(200).describe('Name of the file, for the report.'),
});
export type ImportInput = z.infer<typeof ImportInput>;

/** Why a row was set aside. */
export const QuarantineReason = z
  .enum([
    'COLUMN_COUNT',
    'SUBJECT_UNKNOWN',
    'NUMBER_MISSING',
    'DATE_INVALID',
    'COUNTERPARTY_MISSING',
    'AMOUNT_INVALID',
    'TAX_INVALID',
    'TOTAL_INVALID',
    'STATUS_UNKNOWN',
    'ROW_UNREADABLE',
    'DUPLICATE',
  ])
  .describe('Why a row was set aside; DUPLICATE = the same invoice, to the letter, is stored already.');
export type QuarantineReason = z.infer<typeof QuarantineReason>;

/** What became of an imported file. Nothing is dropped: read = stored + quarantined. */
export const ImportReport = z
  .strictObject({
    importId: ImportId,
    kind: ImportInput.shape.kind,
    contentHash: Sha256Digest.describe('SHA-256 of the bytes received; the same file is stored once.'),
    rowsRead: z.int().nonnegative().describe('Data rows in the file.'),
    rowsStored: z.int().nonnegative().describe('Rows stored as source data.'),
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
      .array(
        z.strictObject({
          warning: z
            .enum(['STATUS_TRIMMED', 'RED_INVOICE', 'TOTAL_MISMATCH'])
            .describe('What was noticed and kept.'),
          count: z.int().positive().describe('Rows concerned.'),
        }),
      )
      .describe('Rows stored although something was noticed.'),
    repeated: z
      .boolean()
      .describe('True when the same bytes were imported before and nothing was stored again.'),
    finishedAt: Instant.describe('When the import was complete, UTC.'),
  })
  .meta({ id: 'ImportReport', description: 'Result of a file import.' });
export type ImportReport = z.infer<typeof ImportReport>;
