/** One file of an archive. */
export interface ZipEntry {
  /** Path inside the archive, ASCII, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32 as ZIP wants it (ISO/IEC 8802-3). */
export function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (CRC_TABLE[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}

/** 1 January 1980, the first day a ZIP can name: the same entries give the same bytes on any day. */
const DOS_DATE = 0x0021;
const VERSION = 20;

/**
 * A ZIP archive of text files in UTF-8, stored without compression.
 *
 * @see PKWARE APPNOTE 6.3.10 §§4.3.7, 4.3.12, 4.3.16
 */
export function storedZip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, text } of entries) {
    const path = encoder.encode(name);
    const bytes = encoder.encode(text);
    // Version, flags, method (stored), time, date, checksum, both sizes, lengths of the name and of nothing more.
    const facts = [
      ...[short(VERSION), short(0), short(0), short(0), short(DOS_DATE), long(crc32(bytes))],
      ...[long(bytes.length), long(bytes.length), short(path.length), short(0)],
    ];
    const local = joined([long(0x04034b50), ...facts, path, bytes]);
    // And in the directory: comment, disk, attributes, and where the file stands.
    const place = [short(0), short(0), short(0), long(0), long(offset)];
    directory.push(joined([long(0x02014b50), short(VERSION), ...facts, ...place, path]));
    parts.push(local);
    offset += local.length;
  }
  const index = joined(directory);
  const count = short(entries.length);
  const end = [
    long(0x06054b50),
    short(0),
    short(0),
    count,
    count,
    long(index.length),
    long(offset),
    short(0),
  ];
  return joined([...parts, index, ...end]);
}

const short = (value: number): Uint8Array => Uint8Array.of(value & 0xff, (value >>> 8) & 0xff);
const long = (value: number): Uint8Array => joined([short(value & 0xffff), short(value >>> 16)]);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
