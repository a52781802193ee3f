import { type ImportId, type ImportRecord, PlatformError } from '@xinqiao/contracts';
import {
  discardSourceRows,
  insertInvoices,
  insertQuarantine,
  insertTaxPayments,
  type SourceChunkColumns,
  type SourceImportRow,
  settleImport,
  sqlState,
  type Tx,
} from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import type { Services } from '../../services.ts';
import { familyOf } from './family.ts';
import type { SourceFile } from './import-file.ts';
import { IMPORT_SOURCE_ID } from './import-source.ts';
import { importView } from './import-view.ts';
import { textArray } from './reading/array-literal.ts';
import type { ImportCounts, SourceChunk } from './reading/read-chunks.ts';
import { sealRows } from './sealed-aside.ts';

/** What an import needs of the platform. */
export type ImportServices = Pick<
  Services,
  'database' | 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'
> & { readonly vault: Pick<Services['vault'], 'seal'> };

/** Another upload of the same bytes goes on with the import: this one writes nothing more. */
export class TakenOver extends Error {}

const CHUNK_TIMEOUT = { timeoutMs: 120_000, statementTimeoutMs: 60_000 };
/** Longest settlement, lock waits included. */
export const SETTLEMENT_TIMEOUT = { timeoutMs: 600_000, statementTimeoutMs: 600_000 };

/**
 * One upload’s hold on an import. Every chunk advances the import in the transaction that stores its rows, and only while
 * this upload has the turn: rows are stored once, whoever crashes and whoever overtakes.
 */
export class RunningImport {
  readonly #services: ImportServices;
  readonly #file: SourceFile;
  #importId: ImportId | undefined;
  #turn = 1;
  #rowsRead = 0;
  #counts: ImportCounts = {};

  constructor(services: ImportServices, file: SourceFile) {
    this.#services = services;
    this.#file = file;
  }

  /** Data rows that are stored and committed: the file is read on behind them. */
  get rowsRead(): number {
    return this.#rowsRead;
  }

  /** Goes on with an import that is under way: whoever was at it before writes nothing more. */
  async takeOver({ id }: SourceImportRow): Promise<void> {
    const { participantId, replaces } = this.#file;
    const row = await this.#services.database.transaction(
      { participantId },
      async (tx) => {
        const { count } = await tx.sourceImport.updateMany({
          where: { id, status: 'RUNNING' },
          data: { turn: { increment: 1 }, replaces: replaces ?? null },
        });
        return count === 0 ? undefined : tx.sourceImport.findUniqueOrThrow({ where: { id } });
      },
      // It may be on the point of being settled: that holds its row.
      SETTLEMENT_TIMEOUT,
    );
    // It was completed or refused in this moment.
    if (row === undefined) throw new TakenOver();
    this.#importId = row.id as ImportId;
    this.#turn = row.turn;
    this.#rowsRead = row.rowsRead;
    this.#counts = row.counts as ImportCounts;
  }

  /** Stores a chunk. @throws {TakenOver} */
  async add(chunk: SourceChunk): Promise<void> {
    const { participantId } = this.#file;
    const advanced = await this.#services.database
      .transaction({ participantId }, (tx) => this.#store(tx, chunk), CHUNK_TIMEOUT)
      .catch(overtaken);
    this.#importId = advanced.importId;
    this.#rowsRead += chunk.rows;
    this.#counts = advanced.counts;
  }

  /** Stores the last chunk and puts the import in force, in one transaction with its entry in the log. */
  settle(last: SourceChunk | undefined): Promise<ImportRecord & { finishedAt: string }> {
    const { participantId, kind, contentHash, replaces, actor } = this.#file;
    const { clock, database } = this.#services;
    return database
      .transaction(
        { participantId },
        async (tx) => {
          const { importId } = await this.#store(tx, last ?? EMPTY);
          if (replaces !== undefined) {
            const { count } = await tx.sourceImport.updateMany({
              where: { id: replaces, participantId, kind, status: 'DONE' },
              data: { status: 'REPLACED', replacedBy: importId },
            });
            if (count === 0) throw new PlatformError('IMPORT_NOT_REPLACEABLE');
          }
          const now = clock.now();
          await settleImport(tx, { importId, family: familyOf(kind), replaces: replaces ?? null, now });
          const row = await tx.sourceImport.update({
            where: { id: importId },
            data: { status: 'DONE', finishedAt: now },
          });
          const record = await importView(tx, row);
          await appendEntry(this.#services, tx, {
            kind: 'SOURCE_IMPORTED',
            ...{ actor, participantId, subjectId: null, consentId: null },
            detail: {
              ...{ importId, kind, contentHash },
              read: record.rowsRead,
              stored: record.rowsStored,
              quarantined: record.rowsQuarantined,
              ...(replaces === undefined ? {} : { replaces }),
            },
          });
          return { ...record, finishedAt: now.toISOString() };
        },
        SETTLEMENT_TIMEOUT,
      )
      .catch(overtaken);
  }

  /** The file is no good: what was stored of it goes, and the same bytes may come again. */
  async fail(): Promise<void> {
    const importId = this.#importId;
    if (importId === undefined) return;
    const { participantId, kind } = this.#file;
    const { database, clock } = this.#services;
    await database.transaction(
      { participantId },
      async (tx) => {
        const where = { id: importId, status: 'RUNNING', turn: this.#turn };
        // Locks the row: another upload that takes over waits, and finds it failed.
        const { count } = await tx.sourceImport.updateMany({ where, data: { counts: {} } });
        if (count === 0) return;
        await discardSourceRows(tx, importId, familyOf(kind));
        await tx.sourceImport.updateMany({
          where,
          data: { status: 'FAILED', rowsStored: 0, rowsQuarantined: 0, finishedAt: clock.now() },
        });
      },
      SETTLEMENT_TIMEOUT,
    );
  }

  async #store(tx: Tx, chunk: SourceChunk): Promise<{ importId: ImportId; counts: ImportCounts }> {
    const { kind } = this.#file;
    const importId = this.#importId ?? (await this.#begin(tx));
    const counts = added(this.#counts, chunk.counts);
    const { count } = await tx.sourceImport.updateMany({
      where: { id: importId, status: 'RUNNING', turn: this.#turn, rowsRead: this.#rowsRead },
      data: {
        rowsRead: { increment: chunk.rows },
        rowsStored: { increment: chunk.stored },
        rowsQuarantined: { increment: chunk.quarantined },
        counts,
      },
    });
    if (count === 0) throw new TakenOver();
    if (chunk.stored > 0) {
      const columns = chunk.columns as unknown;
      if (kind === 'tax-payments')
        await insertTaxPayments(tx, importId, columns as SourceChunkColumns['TAX_PAYMENTS']);
      else
        await insertInvoices(
          tx,
          importId,
          kind === 'invoice-out' ? 'OUT' : 'IN',
          columns as SourceChunkColumns['INVOICES'],
        );
    }
    if (chunk.quarantined > 0) {
      const { aside } = chunk;
      const raw = sealRows(this.#services.vault, importId, aside.raw);
      await insertQuarantine(tx, importId, { ...aside, raw: textArray(raw) });
    }
    return { importId, counts };
  }

  async #begin(tx: Tx): Promise<ImportId> {
    const { participantId, fileName, kind, contentHash, replaces } = this.#file;
    const { clock, newId } = this.#services;
    const id = newId('imp') as ImportId;
    await tx.sourceImport.create({
      data: {
        ...{ id, participantId, sourceId: IMPORT_SOURCE_ID, fileName, kind, contentHash },
        ...{ status: 'RUNNING', replaces: replaces ?? null, startedAt: clock.now() },
      },
    });
    return id;
  }
}

const EMPTY: SourceChunk = {
  ...{ rows: 0, stored: 0, quarantined: 0, columns: {}, counts: {} },
  aside: { line: '{}', reason: '{}', raw: [] },
};

/** Two uploads began at once: the database let one of them (`source_import_bytes_key`). */
const overtaken = (error: unknown): never => {
  throw sqlState(error) === '23505' ? new TakenOver() : error;
};

/** Sums; of first lines the earlier, which came first. */
function added(one: ImportCounts, other: ImportCounts): ImportCounts {
  const sum: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other))
    sum[name] = name.startsWith('LINE_') ? (sum[name] ?? count) : (sum[name] ?? 0) + count;
  return sum;
}
