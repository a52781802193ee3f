import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';
import { parseCsv } from './parse-csv.ts';

const columns = (text: string) => {
  const { names, cells } = parseCsv(text);
  return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
};

describe('parseCsv · RFC 4180', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('takes %s as line end, with and without one at the end of the text', (_, end) => {
    const text = ['a,b', '1,2', '3,4'].join(end);
    expect(columns(text)).toEqual({ a: ['1', '3'], b: ['2', '4'] });
    expect(columns(text + end)).toEqual({ a: ['1', '3'], b: ['2', '4'] });
  });

  it('keeps delimiters, quotes and line ends inside quotes', () => {
    expect(columns('a,b\n"x,""y""\n",2\n')).toEqual({ a: ['x,"y"'], b: ['2'] });
  });

  it.each([';', '\t', '|'])('finds the delimiter %j', (delimiter) => {
    expect(columns(`a${delimiter}b\n1,5${delimiter}2`)).toEqual({ a: ['1,5'], b: ['2'] });
  });

  it('finds the delimiter by the second line where the header alone cannot tell', () => {
    expect(columns('Revenue, net;y\n1.5;0')).toEqual({ 'Revenue, net': ['1.5'], y: ['0'] });
  });

  it('takes the delimiter that a first line states for Excel', () => {
    expect(columns('sep=;\r\na,b;c\r\n1,5;2\r\n')).toEqual({ 'a,b': ['1,5'], c: ['2'] });
  });

  it('takes blanks around quotes for nothing', () => {
    expect(columns('"a" , "b"\n"x" ,"y, z"')).toEqual({ a: ['x'], b: ['y, z'] });
  });

  it('keeps empty cells, also the last one', () => {
    expect(columns('a,b\n,\n1,')).toEqual({ a: ['', '1'], b: ['', ''] });
  });

  it('passes over the byte order mark and blank lines, and tells equal names apart', () => {
    expect(columns('\uFEFFa,a,\n\n1,2,3\n\n')).toEqual({ a: ['1'], 'a 2': ['2'], 'column 3': ['3'] });
  });

  it.each([
    ['a,b\n1,2\n1', 'line 3: 1 cells, the header has 2'],
    ['a,b\n"1,2', 'line 2: a quote is not closed'],
    ['a,b\n"1"x,2', 'line 2: text after a closing quote'],
    ['a,b\n"1\n\n2",3\n4', 'line 5: 1 cells, the header has 2'],
    ['a,b', 'no row below the header'],
    ['', 'no header'],
  ])('refuses %j', (text, place) => {
    expect(() => parseCsv(text)).toThrow(expect.objectContaining({ code: 'TABLE_INVALID', place }));
  });

  it('reads back whatever was written with quotes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', ' ', '中') });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { minLength: 1 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, end) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = ['a,b', ...rows.map((row) => row.map(quoted).join(','))].join(end);
          expect(columns(text)).toEqual({
            a: rows.map(([first]) => first.trim()),
            b: rows.map(([, second]) => second.trim()),
          });
        },
      ),
    );
  });
});

describe('decodeText', () => {
  it.each([
    ['utf-8', Uint8Array.of(0xe4, 0xb8, 0xad)],
    ['utf-8', Uint8Array.of(0xef, 0xbb, 0xbf, 0xe4, 0xb8, 0xad)],
    ['utf-16le', Uint8Array.of(0xff, 0xfe, 0x2d, 0x4e)],
    ['utf-16be', Uint8Array.of(0xfe, 0xff, 0x4e, 0x2d)],
    ['gb18030', Uint8Array.of(0xd6, 0xd0)],
  ])('reads %s', (encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ text: '中', encoding });
  });
});
