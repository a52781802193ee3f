/**
 * Text of a file in the encodings tables come in: UTF-8 or UTF-16 by its mark, UTF-8 where it is valid, else GB 18030,
 * which every byte sequence of a Chinese spreadsheet is.
 *
 * @returns The text without its byte order mark, and the encoding's name.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
  const decode = (encoding: string, fatal = false) => new TextDecoder(encoding, { fatal }).decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode('utf-16le'), encoding: 'utf-16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decode('utf-16be'), encoding: 'utf-16be' };
  try {
    return { text: decode('utf-8', true), encoding: 'utf-8' };
  } catch {
    return { text: decode('gb18030'), encoding: 'gb18030' };
  }
}
