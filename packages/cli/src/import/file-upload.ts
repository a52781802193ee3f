import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PlatformError } from '@xinqiao/contracts';
import type { ImportFile } from '@xinqiao/sdk/operator';
import { mediaTypeOf } from './data-file.ts';

/** SHA-256 of a file, in standard base64. @throws {PlatformError} `DATA_FILE_UNREADABLE` */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw new PlatformError('DATA_FILE_UNREADABLE', { details: { file: path }, cause });
  }
  return hash.digest('base64');
}

/**
 * A file on disk as an upload, streamed.
 *
 * @param sha256 Of the file; undefined = it is read once for it.
 * @param sent Told of every piece that leaves, in bytes.
 * @throws {PlatformError} `DATA_FILE_UNREADABLE`
 */
export async function fileUpload(
  kind: ImportFile['kind'],
  path: string,
  sha256?: string,
  sent: (bytes: number) => void = () => {},
): Promise<ImportFile> {
  const digest = sha256 ?? (await digestOf(path));
  const file = createReadStream(path);
  const counted = async function* () {
    for await (const piece of file as AsyncIterable<Buffer>) {
      yield piece;
      sent(piece.length);
    }
  };
  return {
    kind,
    fileName: basename(path),
    mediaType: mediaTypeOf(path),
    sha256: digest,
    body: Readable.toWeb(Readable.from(counted(), { objectMode: false })) as ReadableStream<Uint8Array>,
  };
}
