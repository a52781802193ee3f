import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const LINE_END = 10;

/** Rows of a CSV file, plain or in gzip, about: its lines but the header; null for anything else, or where it breaks off. */
export async function countRows(path: string): Promise<number | null> {
  if (!/\.csv(\.gz)?$/i.test(path)) return null;
  let lines = 0;
  let last = LINE_END;
  const count = async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) {
      for (let at = piece.indexOf(LINE_END); at !== -1; at = piece.indexOf(LINE_END, at + 1)) lines++;
      last = piece.at(-1) ?? last;
    }
  };
  try {
    const file = createReadStream(path);
    await (/\.gz$/i.test(path) ? pipeline(file, createGunzip(), count) : pipeline(file, count));
  } catch {
    // What is wrong with the file the platform says.
    return null;
  }
  return Math.max(0, lines + (last === LINE_END ? 0 : 1) - 1);
}
