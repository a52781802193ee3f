import { type ImportKind, PlatformError, type QuarantineReason } from '@xinqiao/contracts';
import type { Handler } from '../../http/run-operation.ts';
import { familyOf } from './family.ts';
import { openRow } from './sealed-aside.ts';

/** Rows of an own import that were set aside, by line: raw rows are for nobody but their sender. */
export const listQuarantine: Handler<'sources.listQuarantine'> = async ({ services, principal }, input) => {
  const { participantId } = principal;
  const { importId, reason, afterLine, limit } = input;
  return services.database.transaction({ participantId }, async (tx) => {
    const found = await tx.sourceImport.findUnique({ where: { id: importId, participantId } });
    if (found === null) throw new PlatformError('IMPORT_NOT_FOUND');
    const page = { orderBy: { line: 'asc' as const }, take: limit + 1 };
    const place = { importId, line: { gt: afterLine } };
    const aside = await tx.sourceQuarantine.findMany({
      ...page,
      where: { ...place, ...(reason === undefined ? {} : { reason }) },
      select: { line: true, reason: true, raw: true },
    });
    const shadowedRows = {
      ...page,
      where: { ...place, shadowed: reason ?? { not: null } },
      select: { line: true, shadowed: true },
    };
    const shadowed =
      familyOf(found.kind as ImportKind) === 'INVOICES'
        ? await tx.sourceInvoice.findMany(shadowedRows)
        : await tx.sourceTaxPayment.findMany(shadowedRows);
    const rows = [
      ...aside.map(({ line, reason: why, raw }) => ({
        ...{ line, reason: why as QuarantineReason },
        raw: openRow(services.vault, importId, raw),
      })),
      ...shadowed.map(({ line, shadowed: why }) => ({ line, reason: why as QuarantineReason, raw: null })),
    ].sort((one, other) => one.line - other.line);
    const items = rows.slice(0, limit);
    return { items, nextAfterLine: rows.length > limit ? (items.at(-1)?.line ?? null) : null };
  });
};
