import type { Readable } from 'node:stream';
import type { ImportKind } from '@xinqiao/contracts';
import { IMPORT_KINDS } from '@xinqiao/contracts';
import { SaxesParser } from 'saxes';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { MAX_RECORD_LENGTH, type TableRecord } from './csv-records.ts';
import { isHeader, otherHeader } from './detect-table.ts';
import { unreadable } from './unreadable.ts';
import { type CellStyles, cellText } from './xlsx-cell.ts';

/** A zip is read from its end, so the file as sent is held; a larger one is to be sent as CSV. In bytes. */
const MAX_WORKBOOK_BYTES = 64 * 1024 * 1024;
/** What a part that is held may unpack to, in bytes: all but the sheet, and mostly the texts that cells refer to. */
const MAX_HELD_BYTES = 48 * 1024 * 1024;
/** Parts of a workbook; real ones have a dozen. */
const MAX_PARTS = 1_000;
/** XML without a tag in it, in characters: a parser holds what it has not understood yet. */
const MAX_UNBROKEN = 1024 * 1024;
/** Columns of a sheet with anything in them. */
const MAX_COLUMNS = 256;
/** What the parts of a workbook may unpack to in all, in bytes. */
const MAX_UNPACKED_BYTES = 4 * 1024 ** 3;

/** Data records of the one sheet of an Excel workbook (ECMA-376), in groups; unpacked and parsed as a stream. */
export async function* xlsxTable(
  kind: ImportKind,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly TableRecord[]> {
  const zip = await openZip(await collect(bytes));
  try {
    const parts = await listParts(zip);
    const { sheet, date1904 } = await readWorkbook(zip, parts);
    const styles = await readStyles(zip, parts, date1904);
    const shared = await readSharedStrings(zip, parts);
    yield* readSheet(kind, zip, sheet, styles, shared);
  } finally {
    zip.close();
  }
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > MAX_WORKBOOK_BYTES) throw unreadable('the workbook is larger than 64 MB; send it as CSV');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const openZip = (file: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromBuffer(file, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) reject(unreadable('the workbook is no whole zip file', {}, error));
      else resolve(zip);
    });
  });

type Parts = ReadonlyMap<string, Entry>;

const listParts = (zip: ZipFile): Promise<Parts> =>
  new Promise((resolve, reject) => {
    const parts = new Map<string, Entry>();
    let size = 0;
    zip.on('error', (error: Error) => reject(unreadable('the workbook is no whole zip file', {}, error)));
    zip.on('end', () => resolve(parts));
    zip.on('entry', (entry: Entry) => {
      if (zip.entryCount > MAX_PARTS) return reject(unreadable('the zip file is no Excel workbook'));
      size += entry.uncompressedSize;
      if (size > MAX_UNPACKED_BYTES) return reject(unreadable('the workbook unpacks to more than 4 GB'));
      parts.set(entry.fileName.toLowerCase(), entry);
      zip.readEntry();
    });
    zip.readEntry();
  });

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Handlers {
  open?(tag: Tag): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Parses one part; pauses after every piece, so that its records can be handed on. */
async function* parsePart(zip: ZipFile, entry: Entry, handlers: Handlers): AsyncGenerator<void> {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw unreadable('the workbook holds broken XML', {}, error);
  });
  // Some programs write every name with a prefix.
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  let unbroken = 0;
  parser.on('opentag', ({ name, attributes }) => {
    unbroken = 0;
    handlers.open?.({ name: local(name), attributes });
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('closetag', ({ name }) => {
    unbroken = 0;
    handlers.close?.(local(name));
  });
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => {
      if (error) reject(unreadable('a part of the workbook cannot be unpacked', {}, error));
      else resolve(opened);
    });
  });
  const decoder = new TextDecoder();
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      unbroken += piece.length;
      parser.write(decoder.decode(piece, { stream: true }));
      if (unbroken > MAX_UNBROKEN) throw unreadable('the workbook holds XML without tags');
      yield;
    }
  } catch (error) {
    const known = error instanceof Error && 'code' in error && error.code === 'IMPORT_UNREADABLE';
    throw known ? error : unreadable('a part of the workbook cannot be unpacked', {}, error);
  }
  parser.write(decoder.decode()).close();
  yield;
}

async function parseAll(zip: ZipFile, entry: Entry | undefined, handlers: Handlers): Promise<void> {
  if (entry === undefined) return;
  if (entry.uncompressedSize > MAX_HELD_BYTES)
    throw unreadable('the workbook holds too much text; send it as CSV');
  for await (const _piece of parsePart(zip, entry, handlers));
}

/** The one sheet of the workbook. With more than one it is not certain which is meant. */
async function readWorkbook(zip: ZipFile, parts: Parts): Promise<{ sheet: Entry; date1904: boolean }> {
  const workbook = parts.get('xl/workbook.xml');
  if (workbook === undefined) throw unreadable('the zip file is no Excel workbook');
  const sheets: string[] = [];
  let date1904 = false;
  await parseAll(zip, workbook, {
    open({ name, attributes }) {
      if (name === 'sheet') sheets.push(attributes['r:id'] ?? '');
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    },
  });
  const [relation] = sheets;
  if (relation === undefined || sheets.length > 1)
    throw unreadable('the workbook has more than one sheet; save the one to import by itself');
  let target = '';
  await parseAll(zip, parts.get('xl/_rels/workbook.xml.rels'), {
    open({ name, attributes }) {
      if (name === 'Relationship' && attributes.Id === relation) target = attributes.Target ?? '';
    },
  });
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  const sheet = parts.get(path.toLowerCase());
  if (sheet === undefined) throw unreadable('the workbook has no such sheet as it lists');
  return { sheet, date1904 };
}

async function readStyles(zip: ZipFile, parts: Parts, date1904: boolean): Promise<CellStyles> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCells = false;
  await parseAll(zip, parts.get('xl/styles.xml'), {
    open({ name, attributes }) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) formats.push(Number(attributes.numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return { formats, codes, date1904 };
}

async function readSharedStrings(zip: ZipFile, parts: Parts): Promise<readonly string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let phonetic = false;
  await parseAll(zip, parts.get('xl/sharedstrings.xml'), {
    open({ name }) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      inText = name === 't' && !phonetic;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.push(text);
    },
  });
  return strings;
}

async function* readSheet(
  kind: ImportKind,
  zip: ZipFile,
  entry: Entry,
  styles: CellStyles,
  shared: readonly string[],
): AsyncGenerator<readonly TableRecord[]> {
  const width = IMPORT_KINDS[kind].columns.length;
  let header = true;
  let group: TableRecord[] = [];
  let row = { line: 0, cells: [] as string[], sound: true };
  let cell = { column: 0, type: 'n', style: 0, text: '' };
  let inText = false;
  let lastLine = 0;

  const endCell = () => {
    const text = cellText(cell, styles, shared);
    if (text === undefined) row.sound = false;
    // Cells that only have a style are no columns.
    if (text === '') return;
    if (cell.column >= MAX_COLUMNS)
      throw unreadable(`a row has more than ${MAX_COLUMNS} columns`, { line: row.line });
    for (let gap = row.cells.length; gap < cell.column; gap++) row.cells.push('');
    row.cells[cell.column] = text ?? cell.text;
  };
  const endRow = () => {
    const { line, cells, sound } = row;
    if (!Number.isSafeInteger(line) || line <= lastLine)
      throw unreadable('its rows are not numbered in order');
    lastLine = line;
    while (cells.length > width && cells.at(-1) === '') cells.pop();
    if (cells.every((text) => text === '')) return;
    // Excel leaves empty cells out.
    while (cells.length < width) cells.push('');
    if (header) {
      if (!isHeader(kind, cells)) throw otherHeader(kind);
      header = false;
    } else group.push({ cells, line, raw: cells.map(quoted).join(','), sound });
  };

  const pieces = parsePart(zip, entry, {
    open({ name, attributes }) {
      if (name === 'row') row = { line: Number(attributes.r ?? row.line + 1), cells: [], sound: true };
      if (name === 'c')
        cell = {
          column: attributes.r === undefined ? row.cells.length : columnOf(attributes.r),
          type: attributes.t ?? 'n',
          style: Number(attributes.s ?? 0),
          text: '',
        };
      inText = name === 'v' || name === 't';
    },
    text(piece) {
      if (!inText) return;
      cell.text += piece;
      if (cell.text.length > MAX_RECORD_LENGTH)
        throw unreadable(`a cell is longer than ${MAX_RECORD_LENGTH} characters`, { line: row.line });
    },
    close(name) {
      inText = false;
      if (name === 'c') endCell();
      if (name === 'row') endRow();
    },
  });
  for await (const _piece of pieces) {
    yield group;
    group = [];
  }
  if (header) throw otherHeader(kind);
}

/** Column of a reference, from 0: `A1` → 0, `AA7` → 26. A sheet has 16,384. */
function columnOf(reference: string): number {
  const [letters = ''] = /^[A-Z]{1,3}(?=\d)/.exec(reference) ?? [];
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  if (column < 0 || column > 16_383) throw unreadable('a cell stands at no place of a sheet');
  return column;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
