/** Deepest that anything in a policy document lies: a limit of amounts within amounts, ten of them deep, needs 30. */
export const MOST_DEPTH = 60;

/** A place where reading a document further would be of no good. */
export interface Trap {
  readonly path: readonly PropertyKey[];
  readonly problem: 'NESTED_TOO_DEEP' | 'KEY_FORBIDDEN';
}

/**
 * Looks through a document before anything walks it by recursion: something nested too deep (what contains itself is
 * infinitely deep), or a key `__proto__`, which readers of records would leave out without a word.
 */
export function findTrap(document: unknown): Trap | undefined {
  const left: { value: unknown; path: readonly string[] }[] = [{ value: document, path: [] }];
  const seen = new Map<object, number>();
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= MOST_DEPTH) return { path: places(path), problem: 'NESTED_TOO_DEEP' };
    // What is named in several places is looked at again only where it lies deeper.
    if ((seen.get(value) ?? -1) >= path.length) continue;
    seen.set(value, path.length);
    for (const [key, part] of Object.entries(value)) {
      if (key === '__proto__') return { path: places([...path, key]), problem: 'KEY_FORBIDDEN' };
      if (typeof part === 'object' && part !== null) left.push({ value: part, path: [...path, key] });
    }
  }
  return undefined;
}

const places = (path: readonly string[]): PropertyKey[] =>
  path.map((key) => (/^\d+$/.test(key) ? Number(key) : key));
