/** A statement with its named parameters numbered. */
export interface Numbered {
  readonly text: string;
  /** Names in use. */
  readonly names: ReadonlySet<string>;
}

/** Quoted text, comments and casts are passed over; `:name` is a parameter. */
const PIECES = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|::|:([a-z_]+)/g;

/**
 * Writes each `:name` as the parameter it stands for.
 *
 * @param parameters What to write for each name.
 * @throws {RangeError} on a name that is not among them, on more than one statement, and on what could hide either:
 *   a backslash, a dollar sign.
 */
export function numberParameters(sql: string, parameters: Readonly<Record<string, string>>): Numbered {
  if (/[\\$]/.test(sql))
    throw new RangeError('A query has no backslash and no dollar sign: use :code, :from, :to.');
  const names = new Set<string>();
  const text = sql.replace(PIECES, (piece, name: string | undefined) => {
    if (name === undefined) return piece.startsWith('--') || piece.startsWith('/*') ? ' ' : piece;
    const parameter = parameters[name];
    if (parameter === undefined || !Object.hasOwn(parameters, name))
      throw new RangeError(
        `A query has no parameter :${name}; it may use ${Object.keys(parameters).join(', ')}.`,
      );
    names.add(name);
    return parameter;
  });
  if (text.replace(PIECES, '').includes(';'))
    throw new RangeError('A query is one statement, without a semicolon.');
  return { text: text.trim(), names };
}
