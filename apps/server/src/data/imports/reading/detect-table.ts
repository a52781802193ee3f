import { IMPORT_KINDS, type ImportKind } from '@xinqiao/contracts';
import { MAX_RECORD_LENGTH } from './csv-records.ts';
import { unreadable } from './unreadable.ts';

export type Encoding = 'utf-8' | 'gb18030';

const startsWith = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, at) => bytes[at] === byte);

/** What the first bytes of a file say it is: text unless they say otherwise. */
export function containerOf(head: Uint8Array): 'gzip' | 'zip' | 'text' {
  if (startsWith(head, 0x1f, 0x8b)) return 'gzip';
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return 'zip';
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0))
    throw unreadable('it is an Excel workbook of the old kind (.xls); save it as .xlsx or CSV');
  return 'text';
}

/**
 * In which encoding a text begins with the header of its kind. That is certain: the Chinese of a header is the same
 * bytes in no two encodings, and a file that begins otherwise is refused.
 *
 * @param head The first line at least, without its end.
 * @throws {PlatformError} `IMPORT_UNREADABLE`
 */
export function encodingOf(kind: ImportKind, head: Uint8Array): Encoding {
  if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff))
    throw unreadable('it is UTF-16; save it as UTF-8 or GB18030');
  const marked = startsWith(head, 0xef, 0xbb, 0xbf);
  for (const encoding of marked ? (['utf-8'] as const) : (['utf-8', 'gb18030'] as const)) {
    const text = decoded(head, encoding);
    if (text !== undefined && isHeader(kind, splitHeader(text))) return encoding;
  }
  throw otherHeader(kind);
}

/** Cells of a header line: column names hold no comma, so quotes around them may go. */
const splitHeader = (line: string): string[] =>
  line
    .replace(/\r$/, '')
    .split(',')
    .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

export const isHeader = (kind: ImportKind, cells: readonly string[]): boolean => {
  const { columns } = IMPORT_KINDS[kind];
  return cells.length === columns.length && cells.every((cell, at) => cell.trim() === columns[at]);
};

export const otherHeader = (kind: ImportKind) =>
  unreadable('the first line is not the header of its kind', { header: [...IMPORT_KINDS[kind].columns] });

/** Bytes of the longest header line in any encoding. */
export const MAX_HEADER_BYTES = MAX_RECORD_LENGTH;

function decoded(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
