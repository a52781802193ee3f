import type { FeatureColumn, FeatureRecord } from '@xinqiao/scoring';

const SIGNATURE = 'PGCOPY\n\u00ff\r\n\0';
/** Signature, flags, length of an extension that there is none of. */
const HEADER_BYTES = SIGNATURE.length + 8;
/** Of the trailer: a count of fields of −1. */
const TRAILER_BYTES = 2;

/** A firm as it was read. */
export interface Firm {
  readonly id: number;
  readonly record: FeatureRecord;
}

/**
 * Reads rows of `id` and features from the messages of `COPY … TO STDOUT (FORMAT binary)`: no text between the bytes
 * and the numbers.
 *
 * @see PostgreSQL, COPY, “Binary Format”
 * @returns Of a message: its row, undefined for the trailer.
 */
export function rowDecoder(columns: readonly FeatureColumn[]): (message: Buffer) => Firm | undefined {
  const decode = fieldDecoder(columns);
  let begun = false;
  return (message) => {
    let at = 0;
    if (!begun) {
      begun = true;
      if (message.toString('latin1', 0, SIGNATURE.length) === SIGNATURE) at = HEADER_BYTES;
    }
    if (message.length - at <= TRAILER_BYTES) return undefined;
    // Two bytes count the fields; of the id four say that it has eight.
    return { id: wholeAt(message, at + 6) as number, record: decode(message, at + 14) };
  };
}

/** Writes out the columns one after the other, so that every record is an object of one known shape. */
function fieldDecoder(columns: readonly FeatureColumn[]): (message: Buffer, at: number) => FeatureRecord {
  const source = [
    'return (message, at) => {',
    'let length = 0;',
    ...columns.map(
      ({ type }, place) =>
        `let v${place} = null; length = intAt(message, at); at += 4; if (length >= 0) { v${place} = ${type === 'TEXT' ? 'message.toString("utf8", at, at + length)' : 'wholeAt(message, at)'}; at += length; }`,
    ),
    `return { ${columns.map(({ name }, place) => `${JSON.stringify(name)}: v${place}`).join(', ')} };`,
    '};',
  ].join('\n');
  return new Function('intAt', 'wholeAt', source)(intAt, wholeAt);
}

const intAt = (message: Buffer, at: number): number =>
  (message[at]! << 24) | (message[at + 1]! << 16) | (message[at + 2]! << 8) | message[at + 3]!;

/** A BIGINT: a number where that is exact. */
function wholeAt(message: Buffer, at: number): number | bigint {
  const high = intAt(message, at);
  if (high >= -0x20_0000 && high < 0x20_0000) return high * 0x1_0000_0000 + (intAt(message, at + 4) >>> 0);
  return message.readBigInt64BE(at);
}
