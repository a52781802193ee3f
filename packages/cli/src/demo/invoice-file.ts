import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PlatformError } from '@xinqiao/contracts';
import type { ImportFile } from '@xinqiao/sdk/operator';

/** A file on disk as an upload: read once for its digest, then streamed. @throws {PlatformError} `DATA_FILE_UNREADABLE` */
export async function invoiceFile(kind: ImportFile['kind'], path: string): Promise<ImportFile> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw new PlatformError('DATA_FILE_UNREADABLE', { details: { file: path }, cause });
  }
  return {
    kind,
    fileName: basename(path),
    mediaType: path.endsWith('.gz') ? 'application/gzip' : 'text/csv',
    sha256: hash.digest('base64'),
    body: Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
  };
}
