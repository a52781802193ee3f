import { INDICATORS } from '@xinqiao/contracts';

const MOST_LETTERS = 40;

/**
 * Names that features of a policy may have for columns of any name: letters, digits and _, told apart in lower case,
 * none of them an indicator of the catalogue, whose meaning a column does not have. The column’s own name is kept in
 * the feature’s definition.
 */
export function featureNames(columns: readonly string[]): string[] {
  const taken = new Set<string>();
  return columns.map((column, at) => {
    const plain = column
      .replace(/[^A-Za-z0-9]+/g, '_')
      .slice(0, MOST_LETTERS)
      .replace(/^_+|_+$/g, '');
    let base = /[A-Za-z]/.test(plain) ? plain.replace(/^([0-9])/, 'x_$1') : `feature_${at + 1}`;
    if (Object.hasOwn(INDICATORS, base) || base in Object.prototype) base = `${base}_column`;
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}_${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** A column’s name as the definition of its feature writes it: one line, without control characters. */
export const columnLabel = (column: string): string => column.replace(/\p{C}/gu, ' ').trim() || 'column';

/** The same as a name in lower case with hyphens, for characteristics and rules. */
export const hyphened = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

const MOST_OF_CATEGORY = 60;

/**
 * Categories as a policy may name them: no control characters, at most 60 letters. One that has to be changed for that
 * ends with a hash of what it was, so that the same category has the same name in every table, and no other has.
 */
export const categoryNames = (categories: readonly string[]): string[] =>
  categories.map((category) => {
    const plain = category.replace(/\p{C}/gu, ' ').trim();
    if (plain === category && plain.length <= MOST_OF_CATEGORY) return category;
    return `${Array.from(plain).slice(0, 25).join('')} ${hashOf(category)}`.trim();
  });

/** FNV-1a of the letters, 32 bits, as eight digits. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
