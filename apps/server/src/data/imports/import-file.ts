import { createHash, type Hash } from 'node:crypto';
import {
  type ErrorCode,
  type ImportId,
  type ImportInput,
  type ImportReport,
  type ParticipantId,
  PlatformError,
} from '@xinqiao/contracts';
import { type Database, type SourceImportRow, withdrawImport } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { sourceScheme } from '../../subjects/create-subject.ts';
import { familyOf } from './family.ts';
import { IMPORT_SOURCE_ID } from './import-source.ts';
import { importView } from './import-view.ts';
import { readChunks, type SourceChunk } from './reading/read-chunks.ts';
import { unreadable } from './reading/unreadable.ts';
import { type ImportServices, RunningImport, SETTLEMENT_TIMEOUT, TakenOver } from './running-import.ts';

/** Largest file taken in one request, in bytes as sent. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;
/** How long an upload that was overtaken waits for the other to make any progress, in milliseconds. */
const PATIENCE_MS = 300_000;
const LOOK_AGAIN_MS = 500;
/** What these very bytes will always meet. */
const HOPELESS: readonly ErrorCode[] = ['IMPORT_UNREADABLE', 'BODY_TOO_LARGE'];

export interface SourceFile extends ImportInput {
  readonly participantId: ParticipantId;
  readonly actor: string;
  /** SHA-256 of the bytes, base64url, as the sender states it (RFC 9530 Content-Digest). */
  readonly contentHash: string;
  /** The file: CSV, CSV in gzip, or an Excel workbook. It may be left before its end. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Imports a file: chunk by chunk, each durable once it is committed, and read by nobody until the whole is settled.
 *
 * Its bytes are its name: sent again after a crash, the file goes on behind the last committed chunk; sent twice at once,
 * the later upload goes on and the earlier one waits for it; sent after it was complete, nothing is stored again.
 *
 * @throws {PlatformError} `IMPORT_UNREADABLE`, `BODY_TOO_LARGE`, `IMPORT_NOT_FOUND`, `IMPORT_NOT_REPLACEABLE`,
 *   `IMPORT_TAKEN_OVER`
 */
export async function importFile(services: ImportServices, file: SourceFile): Promise<ImportReport> {
  const bytes = new Digested(file.body, file.contentHash);
  try {
    await requireReplaceable(services, file);
    const earlier = await findImport(services.database, file);
    if (earlier?.status === 'DONE') return await repeat(services, file, bytes, earlier.id as ImportId);
    return await takeIn(services, file, bytes, earlier);
  } catch (error) {
    if (error instanceof TakenOver) return await waitForOther(services, file, bytes);
    throw error;
  }
}

async function takeIn(
  services: ImportServices,
  file: SourceFile,
  bytes: Digested,
  earlier: SourceImportRow | undefined,
): Promise<ImportReport> {
  const running = new RunningImport(services, file);
  if (earlier !== undefined) await running.takeOver(earlier);
  try {
    const chunks = readChunks(bytes, {
      kind: file.kind,
      skip: running.rowsRead,
      resolve: (codes) => subjectsOf(services.database, file.participantId, codes),
    });
    // One chunk is held back: the last is written only once the digest is known to be right, so that of a small file
    // that is refused nothing is ever written.
    let held: SourceChunk | undefined;
    for await (const chunk of ahead(chunks)) {
      if (held !== undefined) await running.add(held);
      held = chunk;
    }
    bytes.check();
    return { ...(await running.settle(held)), repeated: false };
  } catch (error) {
    // What is wrong with the file stays wrong; whatever else happened, the same bytes can go on from here.
    if (error instanceof PlatformError && HOPELESS.includes(error.code)) await running.fail();
    throw error;
  }
}

/** The same, each item being made while the one before it is used: the file is read on while the database stores. */
async function* ahead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  for (let coming = items.next(); ; ) {
    const { done, value } = await coming;
    if (done === true) return;
    coming = items.next();
    // It is looked at, and fails, when its turn has come.
    coming.catch(() => {});
    yield value;
  }
}

/** The same bytes came before. What they were to replace is replaced all the same. */
async function repeat(
  services: ImportServices,
  file: SourceFile,
  bytes: Digested,
  importId: ImportId,
): Promise<ImportReport> {
  for await (const _piece of bytes);
  bytes.check();
  const { database, clock } = services;
  const { participantId, replaces } = file;
  const record = await database.transaction(
    { participantId },
    async (tx) => {
      if (replaces !== undefined && replaces !== importId) {
        const { count } = await tx.sourceImport.updateMany({
          where: { id: replaces, participantId, status: 'DONE', kind: file.kind },
          data: { status: 'REPLACED', replacedBy: importId },
        });
        if (count === 1) {
          await withdrawImport(tx, { importId, family: familyOf(file.kind), replaces, now: clock.now() });
          await appendEntry(services, tx, {
            kind: 'SOURCE_IMPORTED',
            ...{ actor: file.actor, participantId, subjectId: null, consentId: null },
            detail: { importId, kind: file.kind, contentHash: file.contentHash, replaces, repeated: true },
          });
        }
      }
      return importView(tx, await tx.sourceImport.findUniqueOrThrow({ where: { id: importId } }));
    },
    SETTLEMENT_TIMEOUT,
  );
  return { ...record, repeated: true };
}

/** Another upload of the same bytes goes on with them: waits for what becomes of it. */
async function waitForOther(
  services: ImportServices,
  file: SourceFile,
  bytes: Digested,
): Promise<ImportReport> {
  for await (const _piece of bytes);
  bytes.check();
  let seen = -1;
  for (let since = performance.now(); performance.now() - since < PATIENCE_MS; ) {
    const found = await findImport(services.database, file);
    if (found?.status === 'DONE') return repeat(services, file, bytes, found.id as ImportId);
    if (found === undefined) throw unreadable('another upload of the same file was refused');
    if (found.rowsRead !== seen) since = performance.now();
    seen = found.rowsRead;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  throw new PlatformError('IMPORT_TAKEN_OVER');
}

/** @throws {PlatformError} before anything of the file is read */
async function requireReplaceable({ database }: ImportServices, file: SourceFile): Promise<void> {
  const { participantId, kind, replaces } = file;
  if (replaces === undefined) return;
  const found = await database.transaction({ participantId }, (tx) =>
    tx.sourceImport.findUnique({ where: { id: replaces, participantId } }),
  );
  if (found === null) throw new PlatformError('IMPORT_NOT_FOUND');
  // Replaced by these very bytes: an answer was lost, and the sender asks again.
  const again = found.replacedBy !== null && (await findImport(database, file))?.id === found.replacedBy;
  if ((found.status !== 'DONE' && !again) || found.kind !== kind)
    throw new PlatformError('IMPORT_NOT_REPLACEABLE');
}

/** The import of the same bytes that is under way or in force. */
const findImport = async (database: Database, { participantId, kind, contentHash }: SourceFile) =>
  (await database.transaction({ participantId }, (tx) =>
    tx.sourceImport.findFirst({
      where: {
        ...{ participantId, sourceId: IMPORT_SOURCE_ID, kind, contentHash },
        status: { in: ['RUNNING', 'DONE'] },
      },
    }),
  )) ?? undefined;

/** Subjects by code, former codes too: a row keeps the code it was written under. */
async function subjectsOf(
  database: Database,
  participantId: ParticipantId,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await database.transaction({ participantId }, (tx) =>
    tx.subjectIdentifier.findMany({
      where: {
        value: { in: [...codes] },
        scheme: { in: ['uscc', 'taxpayer-id', sourceScheme(IMPORT_SOURCE_ID)] },
        sealed: null,
        status: { not: 'corrected' },
      },
      select: { value: true, subjectId: true },
      // Later rows win: the present bearer of a code over a former one.
      orderBy: { validTo: { sort: 'asc', nulls: 'last' } },
    }),
  );
  return new Map(rows.map(({ value, subjectId }) => [value, subjectId]));
}

/**
 * A body on its way: its digest, and how large it may be. Whoever iterates anew goes on where the last one stopped.
 */
class Digested implements AsyncIterable<Uint8Array> {
  readonly #expected: string;
  readonly #hash: Hash = createHash('sha256');
  #size = 0;
  #digest: string | undefined;
  readonly #pieces: AsyncIterator<Uint8Array>;

  constructor(body: AsyncIterable<Uint8Array>, expected: string) {
    this.#expected = expected;
    this.#pieces = body[Symbol.asyncIterator]();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, undefined> {
    for (let next = await this.#pieces.next(); next.done !== true; next = await this.#pieces.next()) {
      this.#size += next.value.length;
      if (this.#size > MAX_FILE_BYTES) throw new PlatformError('BODY_TOO_LARGE');
      this.#hash.update(next.value);
      yield next.value;
    }
    this.#digest ??= this.#hash.digest('base64url');
  }

  /** @throws {PlatformError} `IMPORT_UNREADABLE` when these are not the bytes that were announced, or not all of them */
  check(): void {
    if (this.#digest !== this.#expected) throw unreadable('the bytes do not match Content-Digest');
  }
}
