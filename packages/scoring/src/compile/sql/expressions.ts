/**
 * A literal of a checked text, its quotes doubled. A backslash is put in by its number: what it means between quotes rests
 * on a setting of the server (`standard_conforming_strings`).
 */
export function quoted(text: string): string {
  const parts = text.split('\\').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts[0]! : `(${parts.join(' || chr(92) || ')})`;
}

/** TRUE where any holds. */
export const anyOf = (conditions: readonly string[]): string =>
  conditions.length === 0 ? 'FALSE' : `(${conditions.join(' OR ')})`;

/** A sum, bracketed in tens: written in a row, a thousand parts lie deeper in each other than DuckDB parses. */
export function sumSql(parts: readonly string[]): string {
  if (parts.length <= 10) return parts.join(' + ');
  const tens = Array.from({ length: Math.ceil(parts.length / 10) }, (_, index) =>
    parts.slice(10 * index, 10 * (index + 1)),
  );
  return sumSql(tens.map((some) => `(${sumSql(some)})`));
}

/** One bit for each condition that holds; what is not known does not. */
export const maskSql = (conditions: readonly string[]): string => {
  const bits = conditions.map(
    (condition, bit) => `CASE WHEN ${condition} THEN ${2n ** BigInt(bit)} ELSE 0 END`,
  );
  return `CAST(${sumSql(bits)} AS BIGINT)`;
};

/** Whether any of these bits is set in the columns `name_0`, `name_1` … of a mask. */
export const anyBit = (name: string, bits: readonly number[], width: number): string[] => {
  const columns = new Map<number, bigint>();
  for (const bit of bits) {
    const column = Math.floor(bit / width);
    columns.set(column, (columns.get(column) ?? 0n) | (2n ** BigInt(bit % width)));
  }
  return [...columns].map(([column, mask]) => `(${name}_${column} & ${mask}) <> 0`);
};

/**
 * A multiple of `unit` divided by it. The `/` of some databases is that of floats: exact all the same for a quotient
 * below 2^49, which the rounding restores whatever the last bits of the dividend were.
 */
export const quotient = (multiple: string, unit: bigint | number): string =>
  BigInt(unit) === 1n ? `CAST(${multiple} AS BIGINT)` : `CAST(ROUND(${multiple} / ${unit}) AS BIGINT)`;

export const MOST_QUOTIENT = 2n ** 49n;

/** A BIGINT that is not negative, rounded up to a multiple. */
export const ceiled = (source: string, unit: bigint | number): string => {
  const raised = `(${source} + ${BigInt(unit) - 1n})`;
  return `(${raised} - ${raised} % ${unit})`;
};

/** A BIGINT that is not negative, rounded down to a multiple. */
export const floored = (source: string, unit: bigint | number): string =>
  BigInt(unit) === 1n ? source : `(${source} - ${source} % ${unit})`;

/** One step of a query: new columns by name, computed from those of the steps before. */
export type Level = Readonly<Record<string, string>>;

/**
 * A query of steps, each reading the one before by WITH. Every column is computed once: PostgreSQL puts a subquery with
 * a WITH of its own into no other, which would repeat its expressions wherever they are named.
 *
 * @param base Columns of the table, by the names the steps use.
 * @param output Columns of the result, by name.
 */
export function nested(table: string, base: Level, levels: readonly Level[], output: Level): string {
  const all = [...levels, output];
  const columns = (level: Level) =>
    Object.entries(level).map(([name, source]) => (name === source ? name : `${source} AS ${name}`));
  let query = `SELECT ${columns(base).join(', ')} FROM ${table}`;
  let known = Object.keys(base);
  all.forEach((level, index) => {
    const later = new Set(
      all
        .slice(index + 1)
        .flatMap((next) => Object.values(next).flatMap((source) => source.match(/[a-z]\w*/g) ?? [])),
    );
    const carried = known.filter((name) => later.has(name));
    query = `WITH step_${index} AS (\n${query}\n)\nSELECT ${[...carried, ...columns(level)].join(', ')} FROM step_${index}`;
    known = [...carried, ...Object.keys(level)];
  });
  return query;
}
