import { pipeline } from 'node:stream/promises';
import { PlatformError } from '@xinqiao/contracts';
import { parse } from 'csv-parse';
import { unpacked } from '../../import/data-file.ts';
import { firstLine } from '../../import/find-files.ts';

/** Bytes of a broken file are no reason to stop: what cannot be read is set aside with its row. */
const LENIENT = { bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true } as const;

/**
 * Rows of a delimited file, header first, one after the other: UTF-8 where its first line is, else GB 18030; `.gz`
 * unpacked on the way.
 *
 * @param see Called with the cells of each row and its number, the header being row 1.
 * @throws {PlatformError} `DATA_FILE_UNREADABLE`, naming the file
 */
export async function readRows(path: string, see: (cells: string[], row: number) => void): Promise<void> {
  const encoding = encodingOf(await firstLine(path));
  let row = 0;
  try {
    await pipeline(
      unpacked(path),
      async function* (pieces: AsyncIterable<Uint8Array>) {
        const decoder = new TextDecoder(encoding);
        for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
        yield decoder.decode();
      },
      parse(LENIENT),
      async (rows: AsyncIterable<string[]>) => {
        for await (const cells of rows) see(cells, ++row);
      },
    );
  } catch (cause) {
    if (cause instanceof PlatformError) throw cause;
    throw new PlatformError('DATA_FILE_UNREADABLE', { details: { file: path }, cause });
  }
}

function encodingOf(line: Uint8Array): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(line);
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
