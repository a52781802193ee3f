/** Some rows of a list, and where the next page begins. */
export interface Slice {
  readonly rows: readonly unknown[];
  /** Number of the first row of the page after this one; null after the last. */
  readonly next: string | null;
}

/**
 * Cuts a page from a whole list.
 *
 * @throws {RangeError} for a place that no page named
 */
export function slicePage(list: readonly unknown[], after: string | null, limit: number): Slice {
  if (after !== null && !/^[1-9]\d{0,8}$/.test(after)) throw new RangeError('No page named this place.');
  const from = Number(after ?? 0);
  const to = from + limit;
  return { rows: list.slice(from, to), next: to < list.length ? String(to) : null };
}
