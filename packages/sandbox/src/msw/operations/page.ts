interface PageInput {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The page after the entry that the cursor names; empty when there is no such entry. */
export function cutPage<Item>(
  all: readonly Item[],
  { limit, cursor }: PageInput,
  idOf: (item: Item) => string,
): { items: Item[]; nextCursor: string | null } {
  const start = cursor === undefined ? 0 : all.findIndex((item) => idOf(item) === cursor) + 1;
  const rest = cursor !== undefined && start === 0 ? [] : all.slice(start);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rest.length > limit && last !== undefined ? idOf(last) : null };
}
