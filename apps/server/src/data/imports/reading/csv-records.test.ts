import { parse } from 'csv-parse/sync';
import { array, assert, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvRecords, MAX_RECORD_LENGTH, type TableRecord } from './csv-records.ts';

/** Records of a text that comes in pieces of these lengths. */
function cut(text: string, lengths: readonly number[] = []): TableRecord[] {
  const records = new CsvRecords();
  const found: TableRecord[] = [];
  const take = (record: TableRecord) => void found.push(record);
  let at = 0;
  for (const length of lengths) {
    records.push(text.slice(at, at + length), take);
    at += length;
  }
  records.push(text.slice(at), take);
  records.end(take);
  return found;
}

const cellsOf = (text: string) => cut(text).map(({ cells }) => cells);

/** Cells as programs write them: with what needs quotes, and Chinese. */
const cell = array(constantFrom('a', '7', '发', '"', ',', '\n', '\r\n', ' ', '𠮷'), { maxLength: 5 }).map(
  (parts) => parts.join(''),
);
const table = array(array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
const written = (rows: readonly (readonly string[])[], end: string) =>
  rows
    .map((row) =>
      row.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(','),
    )
    .join(end);

describe('CsvRecords · RFC 4180', () => {
  it('gives back what was written, in whatever pieces it comes', () => {
    const pieces = array(integer({ min: 1, max: 7 }), { maxLength: 30 });
    assert(
      property(table, constantFrom('\n', '\r\n'), pieces, (rows, end, lengths) => {
        const text = written(rows, end);
        expect(cut(text, lengths).map(({ cells }) => cells)).toEqual(rows);
        expect(cut(`${text}${end}`, lengths)).toEqual(cut(text));
      }),
    );
  });

  it('agrees with an independent reader on sound text', () => {
    assert(
      property(table, (rows) => {
        const text = written(rows, '\n');
        expect(cellsOf(text)).toEqual(parse(text, { relax_column_count: true, skip_empty_lines: true }));
      }),
    );
  });

  it('fails at no text, and reads it alike in one piece and in many', () => {
    const attempt = (text: string, lengths?: readonly number[]) => {
      try {
        return cut(text, lengths);
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    const text = array(constantFrom('"', ',', '\n', '\r', 'x', ' '), { maxLength: 25 }).map((parts) =>
      parts.join(''),
    );
    assert(
      property(tuple(text, array(integer({ min: 1, max: 4 }), { maxLength: 12 })), ([given, lengths]) => {
        expect(attempt(given, lengths)).toEqual(attempt(given));
      }),
      { numRuns: 2_000 },
    );
  });

  it('numbers a record by the line it begins in', () => {
    expect(cut('a,b\n"x\ny",1\n\nc,d\n').map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it('keeps a record word for word', () => {
    expect(cut('a, "b" ,c\r\n"x\r\ny",1\r\n').map(({ raw }) => raw)).toEqual(['a, "b" ,c', '"x\r\ny",1']);
  });

  it('takes a quote within an unquoted cell for itself', () => {
    expect(cellsOf('a"b,5"\n')).toEqual([['a"b', '5"']]);
  });

  it('calls a record unsound where text follows a closing quote', () => {
    expect(cut('"a"b,c\nd,e\n').map(({ sound }) => sound)).toEqual([false, true]);
  });

  it.each([
    ['a quote that is never closed', 'a,b\n"c,d\n'],
    ['a row that is too long', `${'x'.repeat(MAX_RECORD_LENGTH + 1)}\n`],
    ['a cell in quotes that is too long', `"${'x\n'.repeat(MAX_RECORD_LENGTH)}"\n`],
  ])('refuses %s', (_what, text) => {
    expect(() => cut(text)).toThrow(expect.objectContaining({ code: 'IMPORT_UNREADABLE' }));
  });
});
