import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ImportMediaType } from '@xinqiao/contracts';

/** What a file says by its ending, in capitals or not. */
export const isCsv = (path: string): boolean => /\.csv(\.gz)?$/i.test(path);
export const isWorkbook = (path: string): boolean => /\.xlsx$/i.test(path);
const isGzip = (path: string): boolean => /\.gz$/i.test(path);

export const mediaTypeOf = (path: string): ImportMediaType =>
  isGzip(path)
    ? 'application/gzip'
    : isWorkbook(path)
      ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      : 'text/csv';

/** The bytes of a file, unpacked where it is in gzip. What goes wrong with either breaks off the stream. */
export function unpacked(path: string): Readable {
  const file = createReadStream(path);
  return isGzip(path) ? pipeline(file, createGunzip(), () => undefined) : file;
}
