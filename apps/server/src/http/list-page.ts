/** Cuts a page out of one row more than was asked for. */
export function cutPage<Row extends { id: string }, Item>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  return { items: shown.map(view), nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

/** Prisma arguments of a page, newest first: ids sort by time. */
export const pageArguments = ({ limit, cursor }: { limit: number; cursor?: string | undefined }) => ({
  take: limit + 1,
  orderBy: { id: 'desc' as const },
  ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
});
