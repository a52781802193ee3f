import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { IMPORT_KINDS, type ImportKind, PlatformError } from '@xinqiao/contracts';
import { isCsv, isWorkbook, unpacked } from './data-file.ts';

/** A file to import. */
export interface FoundFile {
  readonly path: string;
  readonly kind: ImportKind;
  /** Size as it is sent, in bytes. */
  readonly size: number;
}

const MAX_HEADER_LENGTH = 4_096;

/**
 * Files among the paths given; of a folder those whose first line is the header of a kind.
 *
 * @param kind What all of them hold; undefined = each says so by its header, which an Excel workbook does not.
 * @throws {PlatformError} `DATA_FILE_UNREADABLE` for a file that cannot be read, or whose kind is not certain
 */
export async function findFiles(
  paths: readonly string[],
  kind: ImportKind | undefined,
): Promise<{ files: FoundFile[]; others: string[] }> {
  const files: FoundFile[] = [];
  const others: string[] = [];
  for (const path of paths) {
    const folder = readable(path, () => statSync(path).isDirectory());
    const names = folder
      ? readdirSync(path)
          .sort()
          .map((name) => join(path, name))
      : [path];
    for (const name of names) {
      const named = !folder || isCsv(name) || isWorkbook(name);
      const found = named ? (kind ?? (await kindOf(name))) : undefined;
      if (found !== undefined) files.push({ path: name, kind: found, size: statSync(name).size });
      else if (folder) others.push(name);
      else
        throw new PlatformError('DATA_FILE_UNREADABLE', {
          details: { file: name, problem: 'its first line tells no kind: name it with --kind' },
        });
    }
  }
  return { files, others };
}

/** The kind whose header the first line is, in UTF-8 or GB18030. */
async function kindOf(path: string): Promise<ImportKind | undefined> {
  if (isWorkbook(path)) return undefined;
  const line = await firstLine(path);
  const kinds = Object.entries(IMPORT_KINDS) as [ImportKind, (typeof IMPORT_KINDS)[ImportKind]][];
  for (const encoding of ['utf-8', 'gb18030']) {
    const cells = new TextDecoder(encoding).decode(line).replace(/\r$/, '').split(',');
    const found = kinds.find(([, { columns }]) => columns.join() === cells.map((cell) => cell.trim()).join());
    if (found !== undefined) return found[0];
  }
  return undefined;
}

/** Bytes of the first line, unpacked, without its end. */
export async function firstLine(path: string): Promise<Uint8Array> {
  let head = Buffer.alloc(0);
  try {
    for await (const piece of unpacked(path) as AsyncIterable<Buffer>) {
      head = Buffer.concat([head, piece]);
      if (head.includes(10) || head.length > MAX_HEADER_LENGTH) break;
    }
  } catch (cause) {
    throw new PlatformError('DATA_FILE_UNREADABLE', { details: { file: path }, cause });
  }
  const end = head.indexOf(10);
  return head.subarray(0, end === -1 ? MAX_HEADER_LENGTH : end);
}

function readable<T>(path: string, look: () => T): T {
  try {
    return look();
  } catch (cause) {
    throw new PlatformError('DATA_FILE_UNREADABLE', { details: { file: path }, cause });
  }
}
