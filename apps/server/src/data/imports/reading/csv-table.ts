import type { ImportKind } from '@xinqiao/contracts';
import { CsvRecords, type TableRecord } from './csv-records.ts';
import { encodingOf, MAX_HEADER_BYTES, otherHeader } from './detect-table.ts';

/** Data records of a CSV file, in groups as its bytes come; the header is checked and left out. */
export async function* csvTable(
  kind: ImportKind,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly TableRecord[]> {
  const records = new CsvRecords();
  let decoder: TextDecoder | undefined;
  let head: Uint8Array = new Uint8Array();
  let header = true;
  let group: TableRecord[] = [];
  const take = (record: TableRecord) => {
    if (header) header = false;
    else group.push(record);
  };
  for await (const piece of bytes) {
    let part = piece;
    if (decoder === undefined) {
      head = head.length === 0 ? piece : joined(head, piece);
      // 0x0A is the second byte of no character in either encoding.
      const lineEnd = head.indexOf(10);
      if (lineEnd === -1 && head.length < MAX_HEADER_BYTES) continue;
      decoder = decoderOf(kind, lineEnd === -1 ? head : head.subarray(0, lineEnd));
      part = head;
    }
    records.push(decoder.decode(part, { stream: true }), take);
    yield group;
    group = [];
  }
  if (decoder === undefined) {
    if (head.length === 0) throw otherHeader(kind);
    decoder = decoderOf(kind, head);
    records.push(decoder.decode(head, { stream: true }), take);
  }
  records.push(decoder.decode(), take);
  records.end(take);
  yield group;
}

/** What is no text in the encoding becomes U+FFFD, and the row that holds it is set aside. */
const decoderOf = (kind: ImportKind, firstLine: Uint8Array) => new TextDecoder(encodingOf(kind, firstLine));

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}
