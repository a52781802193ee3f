import {
  type ImportId,
  type ImportKind,
  type ImportRecord,
  type ImportStatus,
  ImportWarning,
  QuarantineReason,
} from '@xinqiao/contracts';
import type { SourceImportRow, Tx } from '@xinqiao/db';
import { familyOf } from './family.ts';
import type { ImportCounts } from './reading/read-chunks.ts';

/** An import as its sender sees it. Rows that are shadowed count as set aside: what they say is said already. */
export async function importView(tx: Tx, row: SourceImportRow): Promise<ImportRecord> {
  const kind = row.kind as ImportKind;
  const counts = row.counts as ImportCounts;
  const shadowed = await countShadowed(tx, kind, row.id);
  const shadows = shadowed.reduce((sum, { _count }) => sum + _count, 0);
  return {
    importId: row.id as ImportId,
    kind,
    fileName: row.fileName,
    contentHash: row.contentHash,
    status: row.status as ImportStatus,
    rowsRead: row.rowsRead,
    rowsStored: row.rowsStored - shadows,
    rowsQuarantined: row.rowsQuarantined + shadows,
    quarantine: QuarantineReason.options
      .map((reason) => {
        const shadow = shadowed.find((each) => each.shadowed === reason);
        const lines = [counts[`LINE_${reason}`], shadow?._min.line].filter(
          (line) => typeof line === 'number',
        );
        const count = (counts[`ASIDE_${reason}`] ?? 0) + (shadow?._count ?? 0);
        return { reason, count, firstLine: Math.min(...lines) };
      })
      .filter(({ count }) => count > 0)
      .sort((one, other) => (one.reason < other.reason ? -1 : 1)),
    warnings: warningsOf(counts),
    replaces: row.replaces as ImportId | null,
    replacedBy: row.replacedBy as ImportId | null,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** Rows of an import that are shadowed, by reason: few, and with an index of their own. */
async function countShadowed(tx: Tx, kind: ImportKind, importId: string) {
  const query = {
    by: ['shadowed' as const],
    where: { importId, shadowed: { not: null } },
    _count: true as const,
    _min: { line: true as const },
  };
  return familyOf(kind) === 'INVOICES' ? tx.sourceInvoice.groupBy(query) : tx.sourceTaxPayment.groupBy(query);
}

/** Of dates written in several ways all but the commonest are worth a word. */
function warningsOf(counts: ImportCounts): { warning: ImportWarning; count: number }[] {
  const dates = [counts.DATES_DASHES ?? 0, counts.DATES_SLASHES ?? 0, counts.DATES_COMPACT ?? 0];
  const mixed = dates.reduce((sum, count) => sum + count, 0) - Math.max(...dates);
  return ImportWarning.options
    .map((warning) => ({ warning, count: warning === 'DATES_MIXED' ? mixed : (counts[warning] ?? 0) }))
    .filter(({ count }) => count > 0);
}
