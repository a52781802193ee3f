import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';

/** Noto Sans SC as npm brings it: cut in a hundred pieces for the web, two weights of which are wanted here. */
export const FONT_PACKAGE = dirname(fileURLToPath(import.meta.resolve('@fontsource/noto-sans-sc/400.css')));
const WANTED = /-(400|700)-normal\.woff$/;

/** Writes the font in the form in which a machine has its fonts, so that pages find it as they find one there. */
export function writeChineseFont(directory: string): void {
  mkdirSync(directory);
  for (const file of readdirSync(join(FONT_PACKAGE, 'files')))
    if (WANTED.test(file))
      writeFileSync(
        join(directory, file.replace(/woff$/, 'ttf')),
        unwrap(readFileSync(join(FONT_PACKAGE, 'files', file))),
      );
}

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/** The OpenType font inside a WOFF file: the same tables, deflated one by one. @see W3C WOFF 1.0 §§3–5 */
function unwrap(woff: Buffer): Buffer {
  const tables = woff.readUInt16BE(12);
  const font = Buffer.alloc(woff.readUInt32BE(16));
  const exponent = Math.floor(Math.log2(tables));
  woff.copy(font, 0, 4, 8);
  font.writeUInt16BE(tables, 4);
  font.writeUInt16BE(2 ** exponent * 16, 6);
  font.writeUInt16BE(exponent, 8);
  font.writeUInt16BE((tables - 2 ** exponent) * 16, 10);
  let end = SFNT_HEADER + tables * SFNT_ENTRY;
  for (let table = 0; table < tables; table++) {
    const from = WOFF_HEADER + table * WOFF_ENTRY;
    const to = SFNT_HEADER + table * SFNT_ENTRY;
    const offset = woff.readUInt32BE(from + 4);
    const stored = woff.subarray(offset, offset + woff.readUInt32BE(from + 8));
    const length = woff.readUInt32BE(from + 12);
    woff.copy(font, to, from, from + 4);
    woff.copy(font, to + 4, from + 16, from + 20);
    font.writeUInt32BE(end, to + 8);
    font.writeUInt32BE(length, to + 12);
    (stored.length < length ? inflateSync(stored) : stored).copy(font, end);
    end += Math.ceil(length / 4) * 4;
  }
  return font;
}
