import { unreadable } from './unreadable.ts';

/** One record of a table. */
export interface TableRecord {
  /** The first of them, of a record that has more than any table: too many are too many. */
  readonly cells: readonly string[];
  /** Line it begins in, from 1. */
  readonly line: number;
  /** The record, word for word, without its line end. */
  readonly raw: string;
  /** False where quotes stand out of place: then the cells mean nothing. */
  readonly sound: boolean;
}

/** A record longer than this is none, in characters. */
export const MAX_RECORD_LENGTH = 16_384;
/** Cells kept of a record; no kind of table has half as many. */
const MAX_CELLS = 64;

/**
 * Cuts text into records (RFC 4180; a quote within an unquoted cell stands for itself). Text may come in any pieces.
 *
 * Lines without a quote, nearly all of them, take a short way that leaves the work to `indexOf` and `split`.
 */
export class CsvRecords {
  #rest = '';
  #line = 1;

  /** Records that are complete by now. Empty lines are none. @throws {PlatformError} `IMPORT_UNREADABLE` */
  push(text: string, take: (record: TableRecord) => void): void {
    this.#cut(this.#rest + text, take, false);
  }

  /** What is left when the text ends. @throws {PlatformError} `IMPORT_UNREADABLE` */
  end(take: (record: TableRecord) => void): void {
    this.#cut(this.#rest, take, true);
    if (this.#rest !== '') throw unreadable('a quote is opened and never closed');
  }

  #cut(text: string, take: (record: TableRecord) => void, last: boolean): void {
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length) {
      if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
      const lineEnd = text.indexOf('\n', at);
      const end = lineEnd === -1 ? text.length : lineEnd;
      if (quote === -1 || quote >= end) {
        if (lineEnd === -1 && !last) break;
        this.#checkLength(end - at);
        const raw = text.slice(at, text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end);
        if (raw !== '') take({ cells: raw.split(',', MAX_CELLS), line: this.#line, raw, sound: true });
        this.#line++;
        at = end + 1;
      } else {
        const record = readQuoted(text, at, last);
        if (record === undefined) break;
        this.#checkLength(record.end - at);
        const { cells, sound } = record;
        take({ cells, sound, line: this.#line, raw: text.slice(at, record.end).replace(/\r$/, '') });
        for (let place = at; place < record.end; place++) if (text.charCodeAt(place) === 10) this.#line++;
        this.#line++;
        at = record.end + 1;
      }
    }
    this.#rest = text.slice(at);
    this.#checkLength(this.#rest.length);
  }

  #checkLength(length: number): void {
    if (length > MAX_RECORD_LENGTH)
      throw unreadable(`a row is longer than ${MAX_RECORD_LENGTH} characters`, { line: this.#line });
  }
}

/** A record with quotes, character by character; undefined when the text ends before it does. */
function readQuoted(
  text: string,
  start: number,
  last: boolean,
): { cells: string[]; end: number; sound: boolean } | undefined {
  const cells: string[] = [];
  let sound = true;
  for (let at = start; ; at++) {
    let cell = '';
    const quoted = text[at] === '"';
    for (let again = false; text[at] === '"'; again = true) {
      const close = text.indexOf('"', at + 1);
      if (close === -1) return undefined;
      // A quote right behind the one that closed: together they stand for one within the cell.
      cell += (again ? '"' : '') + text.slice(at + 1, close);
      at = close + 1;
    }
    const from = at;
    while (at < text.length && text[at] !== ',' && text[at] !== '\n') at++;
    // Nothing is certain at the end of a piece: the next may begin with a quote.
    if (at === text.length && !last) return undefined;
    const ended = text[at] !== ',';
    const tail = ended ? text.slice(from, at).replace(/\r$/, '') : text.slice(from, at);
    if (quoted && tail !== '') sound = false;
    if (cells.length < MAX_CELLS) cells.push(cell + tail);
    if (ended) return { cells, end: at, sound };
  }
}
