import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { IMPORT_KINDS } from '@xinqiao/contracts';

/** Firms whose invoices they are. */
const FIRMS = 400;
/** Days over which they are spread, from the first of 2017. */
const DAYS = 1_100;
const FIRST_DAY = Date.UTC(2017, 0, 1);
const LINES_AT_ONCE = 2_000;

/**
 * Writes a folder as an agency might hand it over: a list of firms and one gzip file of their issued invoices, firm by
 * firm and day by day, with what real files hold: red invoices, voids with stray spaces, repeated rows, unknown firms.
 *
 * The same number of rows gives the same bytes.
 */
export async function writeInvoiceFiles(directory: string, rows: number): Promise<void> {
  const firms = Array.from({ length: FIRMS }, (_, at) => `E${at + 1}`);
  writeFileSync(
    join(directory, 'firms.csv'),
    `企业代号,企业名称\n${firms.map((code) => `${code},${code} 有限公司\n`).join('')}`,
  );
  await pipeline(
    Readable.from(textOf(rows)),
    createGzip(),
    createWriteStream(join(directory, 'invoices.csv.gz')),
  );
}

function* textOf(rows: number): Generator<string> {
  yield `${IMPORT_KINDS['invoice-out'].columns.join(',')}\n`;
  let block = '';
  for (let at = 0; at < rows; at++) {
    block += lineOf(at, rows);
    if (at % LINES_AT_ONCE === 0) {
      yield block;
      block = '';
    }
  }
  yield block;
}

function lineOf(place: number, rows: number): string {
  // Every five hundredth row is there twice.
  const at = place % 500 === 1 ? place - 1 : place;
  const perFirm = Math.ceil(rows / FIRMS);
  const firm = at % 5_000 === 17 ? 'E0' : `E${Math.floor(at / perFirm) + 1}`;
  const day = new Date(FIRST_DAY + Math.floor(((at % perFirm) * DAYS) / perFirm) * 86_400_000);
  const red = at % 97 === 3 ? -1 : 1;
  const fen = red * (((at * 7_919) % 9_000_000) + 100);
  const tax = Math.round(fen * 0.13);
  const cells = [
    ...[firm, String(10_000_000 + at)],
    `${day.getUTCFullYear()}/${day.getUTCMonth() + 1}/${day.getUTCDate()}`,
    `B${String((at * 31) % 700).padStart(5, '0')}`,
    ...[yuan(fen), yuan(tax), yuan(fen + tax)],
    at % 53 === 5 ? ' 作废发票' : '有效发票',
  ];
  return `${cells.join(',')}\n`;
}

const yuan = (fen: number): string => (fen / 100).toFixed(2);
