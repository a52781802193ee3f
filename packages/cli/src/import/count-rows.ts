import { isCsv, unpacked } from './data-file.ts';

const LINE_END = 10;

/** Rows of a CSV file, plain or in gzip, about: its lines but the header; null for anything else, or where it breaks off. */
export async function countRows(path: string): Promise<number | null> {
  if (!isCsv(path)) return null;
  let lines = 0;
  let last = LINE_END;
  try {
    for await (const piece of unpacked(path) as AsyncIterable<Buffer>) {
      for (let at = piece.indexOf(LINE_END); at !== -1; at = piece.indexOf(LINE_END, at + 1)) lines++;
      last = piece.at(-1) ?? last;
    }
  } catch {
    // What is wrong with the file the platform says.
    return null;
  }
  return Math.max(0, lines + (last === LINE_END ? 0 : 1) - 1);
}
