import { type BreakGlass, PlatformError } from '@xinqiao/contracts';
import type { BreakGlassRow, Tx } from '@xinqiao/db';
import type { Clock } from '../clock.ts';

const isOpen = ({ closedAt, expiresAt }: BreakGlassRow, now: Date): boolean =>
  closedAt === null && now < expiresAt;

/** @param uses Participants suspended under it. */
export const breakGlassView = (row: BreakGlassRow, uses: number, now: Date): BreakGlass =>
  ({
    breakGlassId: row.id,
    identityId: row.identityId,
    roles: row.roles,
    reason: row.reason,
    status: row.reviewedAt !== null ? 'REVIEWED' : isOpen(row, now) ? 'OPEN' : 'TO_REVIEW',
    openedAt: row.openedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    uses,
    reviewedBy: row.reviewedBy,
    reviewedAt: row.reviewedAt?.toISOString() ?? null,
    reviewNote: row.reviewNote,
  }) as BreakGlass;

/** Reads an emergency together with what was done under it. */
export const withUses = { _count: { select: { statusChanges: true } } } as const;

export async function readBreakGlass(tx: Tx, id: string, now: Date): Promise<BreakGlass> {
  const row = await tx.breakGlass.findUnique({ where: { id }, include: withUses });
  if (row === null) throw new PlatformError('BREAK_GLASS_NOT_OPEN');
  return breakGlassView(row, row._count.statusChanges, now);
}

/** @throws {PlatformError} `BREAK_GLASS_NOT_OPEN` when it is over, was never opened, or is somebody else’s */
export async function requireOpenBreakGlass(
  { clock }: { readonly clock: Clock },
  tx: Tx,
  id: string,
  person: string,
): Promise<void> {
  const row = await tx.breakGlass.findUnique({ where: { id } });
  if (row?.identityId !== person || !isOpen(row, clock.now()))
    throw new PlatformError('BREAK_GLASS_NOT_OPEN');
}
