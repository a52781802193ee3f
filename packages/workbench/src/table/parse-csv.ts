import { WorkbenchError } from '../error.ts';

/** A table as it is written: cells by column. */
export interface RawTable {
  /** Names of the columns, each once. */
  readonly names: readonly string[];
  /** Cells of each column, trimmed, one for each row. */
  readonly cells: readonly (readonly string[])[];
  readonly rows: number;
  readonly delimiter: string;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const MOST_COLUMNS = 10_000;

/**
 * Reads delimited text: RFC 4180 with any line end (CRLF, LF, CR), quotes doubled inside quotes, and comma, semicolon,
 * tab or bar between cells, whichever the header has most of. Blank lines are passed over.
 *
 * @throws {WorkbenchError} `TABLE_INVALID` with the line: a row with more or fewer cells than the header, an open quote
 */
export function parseCsv(text: string): RawTable {
  const stated = STATED.exec(text)?.[1];
  const delimiter = stated ?? delimiterOf(text);
  const names: string[] = [];
  const cells: string[][] = [];
  let rows = -1;
  for (const { line, fields } of records(text, delimiter)) {
    if (rows < 0) {
      // The line that states the delimiter, for Excel, is no header.
      if (line === 1 && stated !== undefined) continue;
      if (fields.length > MOST_COLUMNS)
        throw new WorkbenchError('TABLE_INVALID', `more than ${MOST_COLUMNS} columns`);
      names.push(...distinct(fields.map((field) => field.trim())));
      cells.push(...names.map((): string[] => []));
    } else {
      if (fields.length !== names.length)
        throw new WorkbenchError(
          'TABLE_INVALID',
          `line ${line}: ${fields.length} cells, the header has ${names.length}`,
        );
      for (let at = 0; at < fields.length; at++) cells[at]!.push(fields[at]!.trim());
    }
    rows++;
  }
  if (rows < 1) throw new WorkbenchError('TABLE_INVALID', rows < 0 ? 'no header' : 'no row below the header');
  return { names, cells, rows, delimiter };
}

/** `sep=;`, as Excel writes and reads it. */
const STATED = /^\uFEFF?sep=([,;\t|])[ \t]*[\r\n]/i;

/** The delimiter that the first line has most of, outside quotes, and that gives the second line as many cells. */
function delimiterOf(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const character of text.slice(0, 1_000_000)) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && counts.has(character)) counts.set(character, counts.get(character)! + 1);
  }
  const candidates = [...counts].filter(([, count]) => count > 0).toSorted((a, b) => b[1] - a[1]);
  const fitting = candidates.length > 1 ? candidates.find(([delimiter]) => fits(text, delimiter)) : undefined;
  return (fitting ?? candidates[0])?.[0] ?? ',';
}

function fits(text: string, delimiter: string): boolean {
  try {
    const lines = records(text, delimiter);
    const [header, second] = [lines.next().value, lines.next().value];
    return second === undefined || header?.fields.length === second.fields.length;
  } catch {
    return false;
  }
}

function* records(text: string, delimiter: string): Generator<{ line: number; fields: string[] }> {
  const separator = delimiter.charCodeAt(0);
  let fields: string[] = [];
  let line = 1;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let began = line;
  while (at < text.length) {
    // Blanks around quotes belong to nothing.
    const opening = afterBlanks(text, at, separator);
    if (text.charCodeAt(opening) === 34) {
      at = opening;
      const { value, next, lines } = quotedField(text, at, line);
      fields.push(value);
      at = afterBlanks(text, next, separator);
      line += lines;
      const code = text.charCodeAt(at);
      if (at < text.length && code !== separator && code !== 10 && code !== 13)
        throw new WorkbenchError('TABLE_INVALID', `line ${line}: text after a closing quote`);
    } else {
      let end = at;
      while (end < text.length) {
        const code = text.charCodeAt(end);
        if (code === separator || code === 10 || code === 13) break;
        end++;
      }
      fields.push(text.slice(at, end));
      at = end;
    }
    if (text.charCodeAt(at) === separator) {
      at++;
      // A separator at the very end of the text is followed by one more, empty, cell.
      if (at < text.length) continue;
      fields.push('');
    }
    if (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10) at++;
    at++;
    line++;
    if (fields.length > 1 || fields[0]!.trim() !== '') yield { line: began, fields };
    fields = [];
    began = line;
  }
}

function afterBlanks(text: string, at: number, separator: number): number {
  let next = at;
  for (let code = text.charCodeAt(next); (code === 32 || code === 9) && code !== separator; )
    code = text.charCodeAt(++next);
  return next;
}

/** A field in quotes; `at` is the opening one. */
function quotedField(text: string, at: number, line: number): { value: string; next: number; lines: number } {
  let value = '';
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new WorkbenchError('TABLE_INVALID', `line ${line}: a quote is not closed`);
    value += text.slice(from, quote);
    if (text.charCodeAt(quote + 1) !== 34) {
      const lines = value.match(/\r\n|\r|\n/g)?.length ?? 0;
      return { value, next: quote + 1, lines };
    }
    value += '"';
    from = quote + 2;
  }
}

/** Names with those that are empty or were there before told apart by a number. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((given, at) => {
    const name = given === '' ? `column ${at + 1}` : given;
    let own = name;
    for (let count = 2; taken.has(own); count++) own = `${name} ${count}`;
    taken.add(own);
    return own;
  });
}
