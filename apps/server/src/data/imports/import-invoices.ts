import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import {
  type ImportId,
  type ImportInput,
  type ImportReport,
  type ParticipantId,
  PlatformError,
  type QuarantineReason,
} from '@xinqiao/contracts';
import {
  insertInvoices,
  insertQuarantine,
  insertSourceRows,
  type NewSourceInvoice,
  type NewSourceQuarantine,
  type Tx,
  takeLock,
} from '@xinqiao/db';
import { parse } from 'csv-parse';
import { appendEntry } from '../../audit/append.ts';
import type { Services } from '../../services.ts';
import { sourceScheme } from '../../subjects/create-subject.ts';
import { INVOICE_HEADERS, type RowWarning, readInvoiceRow } from './invoice-row.ts';

/** Rows sent to the database at once. */
const BATCH_ROWS = 2_000;
/** A record longer than this is no invoice, in bytes. */
const MAX_RECORD_BYTES = 16_384;
/** Largest file taken in one request, in bytes as sent. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;
const IMPORT_TIMEOUT_MS = 10 * 60_000;

export const IMPORT_SOURCE_ID = 'import';

export interface InvoiceFile extends ImportInput {
  readonly participantId: ParticipantId;
  readonly actor: string;
  /** SHA-256 of the bytes, base64url, as the sender states it (RFC 9530 Content-Digest). */
  readonly contentHash: string;
  /** The file: CSV, or CSV in gzip. */
  readonly body: Readable;
}

/**
 * Imports a file of invoices in one transaction: all of it, or nothing.
 *
 * The file is read as a stream. A row that cannot be stored is set aside word for word with its line and reason.
 * The same bytes are stored once; an invoice that is stored already, to the letter, is set aside as DUPLICATE.
 *
 * @throws {PlatformError} `IMPORT_UNREADABLE`, `BODY_TOO_LARGE`
 */
export async function importInvoices(services: Services, file: InvoiceFile): Promise<ImportReport> {
  const { database, clock } = services;
  const { participantId, contentHash, kind } = file;
  return database.transaction(
    { participantId },
    async (tx) => {
      // One import at a time: the same file sent twice at once is stored once, and rows that two files share do not
      // lock each other out.
      await takeLock(tx, 'import of invoices');
      const earlier = await tx.sourceImport.findUnique({
        where: { sourceId_kind_contentHash: { sourceId: IMPORT_SOURCE_ID, kind, contentHash } },
      });
      if (earlier !== null) {
        const hash = createHash('sha256');
        for await (const chunk of counted(file.body)) hash.update(chunk);
        checkDigest(hash, file);
        return reportOf(tx, earlier.id as ImportId, new Map(), true);
      }
      const importId = services.newId('imp') as ImportId;
      await tx.sourceImport.create({
        data: {
          id: importId,
          participantId,
          sourceId: IMPORT_SOURCE_ID,
          fileName: file.fileName,
          kind,
          contentHash,
          status: 'RUNNING',
          startedAt: clock.now(),
        },
      });
      const intake = new Intake(tx, importId, kind, await subjectCodes(tx));
      await readFile(file, intake);
      await tx.sourceImport.update({
        where: { id: importId },
        data: {
          status: 'DONE',
          rowsRead: intake.read,
          rowsStored: intake.stored,
          rowsQuarantined: intake.quarantined,
          finishedAt: clock.now(),
        },
      });
      await appendEntry(services, tx, {
        kind: 'SOURCE_IMPORTED',
        actor: file.actor,
        participantId,
        subjectId: null,
        consentId: null,
        detail: {
          importId,
          kind,
          contentHash,
          read: intake.read,
          stored: intake.stored,
          quarantined: intake.quarantined,
        },
      });
      return reportOf(tx, importId, intake.warnings, false);
    },
    { timeoutMs: IMPORT_TIMEOUT_MS, statementTimeoutMs: 60_000 },
  );
}

/** Codes of all subjects, former ones too: an invoice keeps the code it was written under. */
async function subjectCodes(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.subjectIdentifier.findMany({
    where: {
      scheme: { in: ['uscc', 'taxpayer-id', sourceScheme(IMPORT_SOURCE_ID)] },
      sealed: null,
      status: { not: 'corrected' },
    },
    select: { value: true, subjectId: true },
    // Later rows win: the present bearer of a code over a former one.
    orderBy: { validTo: { sort: 'asc', nulls: 'last' } },
  });
  return new Map(rows.map(({ value, subjectId }) => [value, subjectId]));
}

/** Streams the file through hash, gunzip and CSV into the intake, row by row. */
async function readFile(file: InvoiceFile, intake: Intake): Promise<void> {
  const hash = createHash('sha256');
  const chunks = counted(file.body)[Symbol.asyncIterator]();
  const first = await chunks.next();
  const head: Buffer = first.done === true ? Buffer.alloc(0) : first.value;
  const bytes = async function* () {
    for (let chunk: Buffer | undefined = head; chunk !== undefined; ) {
      hash.update(chunk);
      yield chunk;
      const next = await chunks.next();
      chunk = next.done === true ? undefined : next.value;
    }
  };
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  const csv = parse({
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
  });
  try {
    const rows = async (records: AsyncIterable<CsvRecord>) => {
      let header = true;
      for await (const { record, raw, info } of records) {
        if (header) {
          header = false;
          const expected = INVOICE_HEADERS[file.kind];
          if (record.length !== expected.length || record.some((cell, at) => cell.trim() !== expected[at]))
            throw new PlatformError('IMPORT_UNREADABLE', { details: { header: [...expected] } });
        } else await intake.take(record, raw.replace(/\r?\n$/, ''), info.lines);
      }
      if (header) throw new PlatformError('IMPORT_UNREADABLE');
      await intake.flush();
    };
    await (gzip ? pipeline(bytes, createGunzip(), csv, rows) : pipeline(bytes, csv, rows));
  } catch (error) {
    const { code } = error as { code?: unknown };
    const unreadable = typeof code === 'string' && (code.startsWith('CSV_') || code.startsWith('Z_'));
    if (unreadable) throw new PlatformError('IMPORT_UNREADABLE', { cause: error });
    throw error;
  } finally {
    void chunks.return(undefined);
  }
  checkDigest(hash, file);
}

function checkDigest(hash: Hash, { contentHash }: InvoiceFile): void {
  if (hash.digest('base64url') !== contentHash)
    throw new PlatformError('IMPORT_UNREADABLE', {
      details: { reason: 'the bytes do not match Content-Digest' },
    });
}

/**
 * The body as it comes, until it is larger than any file may be. What is left when its reader stops is thrown away:
 * a connection with a body half read never becomes free.
 */
async function* counted(body: Readable): AsyncGenerator<Buffer, undefined> {
  let size = 0;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_FILE_BYTES) throw new PlatformError('BODY_TOO_LARGE');
      yield chunk;
    }
  } finally {
    body.resume();
  }
}

interface CsvRecord {
  readonly record: string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** Sorts rows into stored and set aside, and counts both. */
class Intake {
  read = 0;
  stored = 0;
  quarantined = 0;
  readonly warnings = new Map<RowWarning, number>();
  readonly #tx: Tx;
  readonly #importId: ImportId;
  readonly #direction: 'OUT' | 'IN';
  readonly #subjects: ReadonlyMap<string, string>;
  #good: { readonly invoice: NewSourceInvoice; readonly raw: string; readonly hash: Buffer }[] = [];
  #bad: NewSourceQuarantine[] = [];

  constructor(tx: Tx, importId: ImportId, kind: ImportInput['kind'], subjects: ReadonlyMap<string, string>) {
    this.#tx = tx;
    this.#importId = importId;
    this.#direction = kind === 'invoice-out' ? 'OUT' : 'IN';
    this.#subjects = subjects;
  }

  async take(cells: readonly string[], raw: string, line: number): Promise<void> {
    this.read++;
    // PostgreSQL keeps no NUL: its picture stands for it.
    if (raw.includes('\0')) return this.#setAside(line, raw.replaceAll('\0', '␀'), 'ROW_UNREADABLE');
    const result = readInvoiceRow(cells);
    const subjectId = 'row' in result ? this.#subjects.get(result.row.subjectCode) : undefined;
    if ('reason' in result || subjectId === undefined) {
      this.#setAside(line, raw, 'reason' in result ? result.reason : 'SUBJECT_UNKNOWN');
    } else {
      const { subjectCode: _code, ...row } = result.row;
      const invoice = { line, subjectId, direction: this.#direction, ...row };
      this.#good.push({ invoice, raw, hash: rowHash(invoice) });
      for (const warning of result.warnings)
        this.warnings.set(warning, (this.warnings.get(warning) ?? 0) + 1);
    }
    if (this.#good.length + this.#bad.length >= BATCH_ROWS) await this.flush();
  }

  async flush(): Promise<void> {
    const hashes = this.#good.map(({ hash }) => hash);
    const unseen = new Set(await insertSourceRows(this.#tx, IMPORT_SOURCE_ID, hashes));
    const invoices: NewSourceInvoice[] = [];
    // Deleting keeps the first of two equal rows in one batch and sets the second aside.
    for (const { invoice, raw, hash } of this.#good)
      if (unseen.delete(hash.toString('hex'))) invoices.push(invoice);
      else this.#setAside(invoice.line, raw, 'DUPLICATE');
    await insertInvoices(this.#tx, this.#importId, invoices);
    await insertQuarantine(this.#tx, this.#importId, this.#bad);
    this.stored += invoices.length;
    this.#good = [];
    this.#bad = [];
  }

  #setAside(line: number, raw: string, reason: QuarantineReason): void {
    this.quarantined++;
    this.#bad.push({ line, reason, raw });
  }
}

/** What makes two rows the same invoice: everything they say, but not where they stand. */
const rowHash = ({ line: _line, ...facts }: NewSourceInvoice): Buffer =>
  createHash('sha256')
    .update(JSON.stringify(Object.values(facts)))
    .digest();

async function reportOf(
  tx: Tx,
  importId: ImportId,
  warnings: ReadonlyMap<RowWarning, number>,
  repeated: boolean,
): Promise<ImportReport> {
  const row = await tx.sourceImport.findUniqueOrThrow({ where: { id: importId } });
  const reasons = await tx.sourceQuarantine.groupBy({
    by: ['reason'],
    where: { importId },
    _count: true,
    _min: { line: true },
  });
  return {
    importId,
    kind: row.kind as ImportReport['kind'],
    contentHash: row.contentHash,
    rowsRead: row.rowsRead,
    rowsStored: row.rowsStored,
    rowsQuarantined: row.rowsQuarantined,
    quarantine: reasons.map(({ reason, _count, _min }) => ({
      reason: reason as QuarantineReason,
      count: _count,
      firstLine: _min.line ?? 1,
    })),
    warnings: [...warnings].map(([warning, count]) => ({ warning, count })),
    repeated,
    finishedAt: (row.finishedAt ?? row.startedAt).toISOString(),
  };
}
