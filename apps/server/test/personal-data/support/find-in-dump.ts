import pg from 'pg';

/** A value as it could lie somewhere, beside in the clear: base64 at any place in a text, and hex. */
export function disguises(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const base64 = [0, 1, 2].flatMap((shift) => {
    // What stands before and after it is not known: only the characters that depend on it alone.
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = Math.ceil((shift * 8) / 6);
    const last = Math.floor(((shift + bytes.length) * 8) / 6);
    const core = text.slice(first, last);
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const hex = bytes.toString('hex');
  const escaped = [...value]
    .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
  return [...new Set([value, ...base64, hex, hex.toUpperCase(), escaped, encodeURIComponent(value)])];
}

/** Where in a text a value lies, in any disguise. */
export const disguisesIn = (text: string, value: string): string[] =>
  disguises(value).filter((disguise) => text.includes(disguise));

/** Every row of every table, past all row security, as text: bytes both as they are and in hex. */
export async function dump(adminUrl: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const texts = new Map<string, string>();
    for (const { name } of tables.rows) {
      const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM ${name}`);
      const cells = rows.flatMap((row) => Object.values(row).map(textOf));
      texts.set(name, cells.join('\n'));
    }
    return texts;
  } finally {
    await client.end();
  }
}

function textOf(cell: unknown): string {
  if (Buffer.isBuffer(cell)) return `${cell.toString('hex')}\n${cell.toString('utf8')}`;
  return typeof cell === 'string' ? cell : (JSON.stringify(cell) ?? '');
}

/** Tables in which a value lies, each with how. */
export const findInDump = (tables: ReadonlyMap<string, string>, value: string): string[] =>
  [...tables].flatMap(([table, text]) =>
    disguisesIn(text, value).map((disguise) => `${table}: ${disguise === value ? 'in clear' : disguise}`),
  );
