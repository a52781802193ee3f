import type { ImportReport } from '@xinqiao/contracts';
import { importFile, type SourceFile } from './import-file.ts';
import type { ImportProcesses } from './process/import-processes.ts';
import { containerOf } from './reading/detect-table.ts';
import type { ImportServices } from './running-import.ts';

/** A file of fewer bytes is imported where it arrives: a process of its own costs more than the file. */
const SMALL_FILE_BYTES = 256 * 1024;
/** The same of a file that unpacks to many times its size. */
const SMALL_PACKED_BYTES = 16 * 1024;

/** {@link importFile}: of a large file in a process of its own. */
export async function importUpload(
  services: ImportServices,
  processes: Pick<ImportProcesses, 'importFile'>,
  file: SourceFile,
): Promise<ImportReport> {
  const pieces = file.body[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  while (!ended && size < SMALL_FILE_BYTES) {
    const next = await pieces.next();
    if (next.done === true) ended = true;
    else {
      head.push(next.value);
      size += next.value.length;
    }
  }
  const body = (async function* () {
    yield* head;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  })();
  const packed = containerOf(head[0] ?? new Uint8Array()) !== 'text';
  const small = ended && size < (packed ? SMALL_PACKED_BYTES : SMALL_FILE_BYTES);
  return small ? importFile(services, { ...file, body }) : processes.importFile({ ...file, body });
}
