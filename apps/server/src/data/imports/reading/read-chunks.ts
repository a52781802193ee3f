import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { checkUscc, type ImportKind, type ImportWarning, type QuarantineReason } from '@xinqiao/contracts';
import { plainArray } from './array-literal.ts';
import type { DateStyle } from './cells.ts';
import type { TableRecord } from './csv-records.ts';
import { csvTable } from './csv-table.ts';
import { containerOf } from './detect-table.ts';
import { type KindReader, readerOf, type StorableRow } from './kind-reader.ts';
import { unreadable } from './unreadable.ts';
import { xlsxTable } from './xlsx-table.ts';

/** Rows of one chunk, and so of one transaction; the last of a file may have fewer. */
export const CHUNK_ROWS = 10_000;
/** Characters of one chunk: rows that are long make chunks of fewer rows, so that none is large. */
const CHUNK_LENGTH = 4 * 1024 * 1024;
/** Codes remembered at once. */
const CODES_KEPT = 100_000;
/** What a compressed file may unpack to, in bytes. */
const MAX_UNPACKED_BYTES = 16 * 1024 ** 3;

/**
 * Numbers by name: of warnings, of rows by the way their dates are written, of rows set aside by reason; `LINE_` is the
 * first line set aside for it.
 */
export type ImportCounts = Readonly<
  Partial<
    Record<
      ImportWarning | `DATES_${DateStyle}` | `ASIDE_${QuarantineReason}` | `LINE_${QuarantineReason}`,
      number
    >
  >
>;

/** Some rows of a file, ready for the database. */
export interface SourceChunk {
  /** Data rows it was made of: stored and set aside. */
  readonly rows: number;
  readonly stored: number;
  readonly quarantined: number;
  /** Columns of the rows to store, each the text of a PostgreSQL array. */
  readonly columns: Readonly<Record<string, string>>;
  /** Rows to set aside: columns of the same kind, and the rows word for word. */
  readonly aside: { readonly line: string; readonly reason: string; readonly raw: readonly string[] };
  readonly counts: ImportCounts;
}

export interface ReadOptions {
  readonly kind: ImportKind;
  /** Data rows at the beginning that are stored already. */
  readonly skip: number;
  /** Ids of the subjects that bear these codes; codes nobody bears are missing. */
  resolve(codes: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/**
 * Reads a file into chunks: unpacked, decoded, cut into rows, checked by the rules of its kind. Holds one chunk at a time,
 * however long the file is. The same bytes give the same rows in the same order, so that a reader can go on where
 * another stopped.
 *
 * @throws {PlatformError} `IMPORT_UNREADABLE`
 */
export async function* readChunks(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): AsyncGenerator<SourceChunk> {
  const reader = readerOf(options.kind);
  const subjects = new Map<string, Bearer>();
  let skip = options.skip;
  let waiting: TableRecord[] = [];
  let length = 0;
  for await (const group of tableOf(options.kind, bytes)) {
    for (const record of group)
      if (skip > 0) skip--;
      else {
        length += record.raw.length;
        if (waiting.push(record) < CHUNK_ROWS && length < CHUNK_LENGTH) continue;
        yield await chunkOf(waiting, reader, subjects, options);
        waiting = [];
        length = 0;
      }
  }
  if (skip > 0) throw unreadable('the file has fewer rows than were read of it before');
  if (waiting.length > 0) yield await chunkOf(waiting, reader, subjects, options);
}

async function* tableOf(
  kind: ImportKind,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly TableRecord[]> {
  const pieces = bytes[Symbol.asyncIterator]();
  let head = new Uint8Array() as Uint8Array;
  // Four bytes tell; a piece that is shorter is followed by another, or is all there is.
  while (head.length < 4) {
    const next = await pieces.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  const whole = (async function* () {
    if (head.length > 0) yield head;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  })();
  const container = containerOf(head);
  if (container === 'zip') yield* xlsxTable(kind, whole);
  else yield* csvTable(kind, container === 'gzip' ? gunzipped(whole) : whole);
}

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Larger pieces would keep the database waiting for the next word of a chunk that is being stored.
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  const source = Readable.from(bytes);
  source.on('error', (error) => gunzip.destroy(error));
  let size = 0;
  try {
    for await (const piece of source.pipe(gunzip) as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > MAX_UNPACKED_BYTES) throw unreadable('it unpacks to more than 16 GB');
      yield piece;
    }
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (typeof code === 'string' && code.startsWith('Z_'))
      throw unreadable('the gzip file is broken or cut short', {}, error);
    throw error;
  } finally {
    source.destroy();
  }
}

type Readout = Extract<ReturnType<KindReader<unknown>['read']>, { row: unknown }>;

async function chunkOf(
  records: readonly TableRecord[],
  reader: KindReader<unknown>,
  subjects: Map<string, Bearer>,
  { resolve }: ReadOptions,
): Promise<SourceChunk> {
  const aside: { line: number; reason: QuarantineReason; raw: string }[] = [];
  const counts: Record<string, number> = {};
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const readable: { record: TableRecord; read: Readout }[] = [];
  for (const record of records) {
    const { line, raw } = record;
    const read =
      record.sound && !/[\0\ufffd]/.test(raw)
        ? reader.read(record.cells)
        : ({ reason: 'ROW_UNREADABLE' } as const);
    // PostgreSQL keeps no NUL: its picture stands for it.
    if ('reason' in read) aside.push({ line, reason: read.reason, raw: raw.replaceAll('\0', '␀') });
    else readable.push({ record, read });
  }
  await learn(subjects, new Set(readable.map(({ read }) => read.subjectCode)), resolve);

  const rows: StorableRow<unknown>[] = [];
  for (const { record, read } of readable) {
    const { line, raw } = record;
    const { subjectId, checksumWrong } = subjects.get(read.subjectCode) ?? UNKNOWN;
    if (subjectId === undefined) {
      aside.push({ line, reason: checksumWrong ? 'CODE_CHECKSUM_WRONG' : 'SUBJECT_UNKNOWN', raw });
      continue;
    }
    rows.push({ row: read.row, line, subjectId });
    for (const warning of read.warnings) count(warning);
    count(`DATES_${read.dates}`);
    if (checksumWrong) count('CODE_CHECKSUM');
  }
  for (const { line, reason } of aside) {
    count(`ASIDE_${reason}`);
    counts[`LINE_${reason}`] = Math.min(counts[`LINE_${reason}`] ?? line, line);
  }
  return {
    rows: records.length,
    stored: rows.length,
    quarantined: aside.length,
    columns: reader.columns(rows),
    aside: {
      line: plainArray(aside.map(({ line }) => line)),
      reason: plainArray(aside.map(({ reason }) => reason)),
      raw: aside.map(({ raw }) => raw),
    },
    counts,
  };
}

/** What is known of a code. */
interface Bearer {
  /** Undefined where nobody bears it. */
  readonly subjectId: string | undefined;
  /** It has the form of a unified social credit code and fails its check character. */
  readonly checksumWrong: boolean;
}
const UNKNOWN: Bearer = { subjectId: undefined, checksumWrong: false };

/** Looks up the codes that are not known yet, all at once. */
async function learn(
  subjects: Map<string, Bearer>,
  codes: ReadonlySet<string>,
  resolve: ReadOptions['resolve'],
): Promise<void> {
  if (subjects.size > CODES_KEPT) subjects.clear();
  const unknown = [...codes].filter((code) => !subjects.has(code));
  if (unknown.length === 0) return;
  const found = await resolve(unknown);
  // A copy: a slice would keep alive the whole piece of text it was cut from.
  for (const code of unknown)
    subjects.set(Buffer.from(code).toString(), {
      subjectId: found.get(code),
      checksumWrong: checkUscc(code).status === 'checksum_mismatch',
    });
}
