/** One place at which two documents differ; undefined where a document has nothing there. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Members by which the parts of a list are known, so that one put in between is not a change of all that follow. */
const KEYS = ['id', 'name', 'rating', 'code'] as const;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function keyOf(list: readonly unknown[]): string | undefined {
  return KEYS.find((key) => {
    const names = list.map((item) => (isObject(item) ? item[key] : undefined));
    return names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
  });
}

/** What differs between two documents, in the order of the later one, then what it no longer has. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (before === after) return [];
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, path);
  if (isObject(before) && isObject(after)) {
    const below = (name: string) => (path === '' ? name : `${path}.${name}`);
    const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
    return names.flatMap((name) => differences(before[name], after[name], below(name)));
  }
  return [{ path, before, after }];
}

function ofLists(before: readonly unknown[], after: readonly unknown[], path: string): Difference[] {
  const key = keyOf(before) === keyOf(after) ? keyOf(after) : undefined;
  if (key === undefined || before.length === 0 || after.length === 0) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) =>
      differences(before[index], after[index], `${path}[${index}]`),
    ).flat();
  }
  const named = (list: readonly unknown[]) =>
    new Map(list.map((item) => [String((item as Record<string, unknown>)[key]), item]));
  const [old, now] = [named(before), named(after)];
  const names = [...new Set([...now.keys(), ...old.keys()])];
  const order = (list: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>) =>
    [...list.keys()].filter((name) => other.has(name)).join(' ');
  const moved =
    order(old, now) === order(now, old)
      ? []
      : [{ path: `${path} ⇅`, before: [...old.keys()].join(', '), after: [...now.keys()].join(', ') }];
  return [
    ...moved,
    ...names.flatMap((name) => differences(old.get(name), now.get(name), `${path}[${name}]`)),
  ];
}
