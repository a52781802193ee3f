import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeTable } from './make-table.ts';

const OUT = '企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态';
const IN = OUT.replace('购', '销');
const invoice = (firm: string, day: string, amount = '100.0', status = '有效发票') =>
  `${firm},${day.replaceAll('-', '')}${amount},${day},B1,${amount},13.0,113.0,${status}`;
const days = ['2023-01-01', ...Array.from({ length: 12 }, (_, at) => `2024-${at + 1}-15`)];

/** GB 18030 of the few letters that the files below have, from the tables of the standard. */
const GB: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  [...new Set([...OUT, ...IN, ...'有效发票作废'])].map((letter) => [letter, gbOf(letter)]),
);
function gbOf(letter: string): number[] {
  if (letter < '\u0080') return [letter.charCodeAt(0)];
  const decoder = new TextDecoder('gb18030');
  for (let high = 0xb0; high < 0xf8; high++)
    for (let low = 0xa1; low < 0xff; low++)
      if (decoder.decode(Uint8Array.of(high, low)) === letter) return [high, low];
  throw new Error(`${letter} is not in GB 2312`);
}
const inGb = (text: string) =>
  Uint8Array.from([...text].flatMap((letter) => [...(GB[letter] ?? [letter.charCodeAt(0)])]));

let folder: string;
let printed = '';
const path = (name: string) => join(folder, name);
const options = () => ({
  ...{ firms: path('firms.csv'), out: path('table.csv'), firmColumn: '企业代号', json: true },
});
const make = async (...more: Partial<Parameters<typeof makeTable>[1]>[]) => {
  printed = '';
  await makeTable([path('invoices')], Object.assign(options(), ...more));
  const [header, ...rows] = readFileSync(path('table.csv'), 'utf8').trim().split('\n');
  const names = header!.split(',');
  return {
    told: JSON.parse(printed),
    rows: rows.map((row) => Object.fromEntries(row.split(',').map((cell, at) => [names[at]!, cell]))),
  };
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-table-'));
  mkdirSync(path('invoices'));
  const out = [OUT, ...days.map((day) => invoice('E1', day)), invoice('E9', '2024-12-15')];
  // To the letter what stands above, a void one, and a row that is none.
  out.push(invoice('E1', '2024-12-15'), invoice('E1', '2024-12-16', '5.0', ' 作废发票'), 'E1,1,never');
  writeFileSync(path('invoices/out.csv.gz'), gzipSync(`${out.join('\r\n')}\r\n`));
  writeFileSync(path('invoices/in.csv'), inGb([IN, invoice('E1', '2024-06-01', '50.0')].join('\n')));
  writeFileSync(path('invoices/notes.csv'), 'what,this,is,nobody,knows\n');
  writeFileSync(path('firms.csv'), '\ufeff企业代号,违约,applied\nE1,否,2025-01-20\nE2,是,2024-07-02\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => vi.restoreAllMocks());

describe('xinqiao policy table', () => {
  it('makes a row for each firm, its own columns first, from files in UTF-8 and GB 18030, packed and not', async () => {
    const { rows, told } = await make({ asOf: '2025-01-10' });
    expect(rows.map(({ 企业代号: code, 违约: bad }) => [code, bad])).toEqual([
      ['E1', '否'],
      ['E2', '是'],
    ]);
    expect(rows[0]).toMatchObject({
      invoicedSales12: '1200.00',
      salesInvoices12: '12',
      invoicedPurchases12: '50.00',
      purchaseSalesRatio12: '0.041667',
      invoicedMonths12: '12',
    });
    expect(told).toMatchObject({ firms: 2, invoices: 16, asOf: '2025-01-10', firmsNotAsked: 1 });
  });

  it('says what it left out, by the reasons of an import', async () => {
    const { told } = await make();
    expect(told.left).toEqual({ DUPLICATE: 1, COLUMN_COUNT: 1 });
  });

  it('gives a firm without invoices true zeros, and says how many there are', async () => {
    const { rows, told } = await make({ asOf: '2025-01-10' });
    expect(rows[1]).toMatchObject({ invoicedSales12: '0.00', voidShare12: '', presentInvoiceGap12: '12' });
    expect(told.firmsWithoutInvoices).toBe(1);
  });

  it('looks at each firm on its own day, with a column of days', async () => {
    const { rows } = await make({ asOfColumn: 'applied' });
    expect(rows[0]!.invoicedSales12).toBe('1200.00');
    expect(rows[1]).toMatchObject({ invoicedMonths12: '0' });
    const early = '企业代号,applied\nE1,2024-07-02\n';
    writeFileSync(path('early.csv'), early);
    const { rows: sooner } = await make({ asOfColumn: 'applied', firms: path('early.csv') });
    expect(sooner[0]!.salesInvoices12).toBe('6');
  });

  it('takes the day after the last invoice where no day is said: the month it lies in is not whole', async () => {
    const { told, rows } = await make();
    expect(told.asOf).toBe('2024-12-17');
    expect(rows[0]!.salesInvoices12).toBe('11');
  });

  it.each([
    ['a day long after the files end', { asOf: '2025-06-01' }],
    ['a day that does not exist', { asOf: '2025-02-30' }],
    ['a day and a column of days', { asOf: '2025-01-10', asOfColumn: 'applied' }],
    ['a column of days that is none', { asOfColumn: '违约' }],
    ['a column that is not there', { firmColumn: 'code' }],
    ['firms twice', { firms: 'E1\nE1', firmColumn: 'code' }],
    ['a firm without a code', { firms: 'E1,1\n,2', firmColumn: 'code' }],
    ['a column called as a figure is', { firms: 'E1,1', firmColumn: 'code', second: 'voidShare12' }],
  ])('refuses %s', async (_, { second = 'n', ...wrong }: Record<string, string>) => {
    if (wrong.firms !== undefined) {
      const wide = wrong.firms.includes(',') ? `code,${second}` : 'code';
      writeFileSync(path('wrong.csv'), `${wide}\n${wrong.firms}\n`);
      wrong.firms = path('wrong.csv');
    }
    await expect(make(wrong)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });

  it('refuses a folder without invoices, naming it', async () => {
    mkdirSync(path('empty'), { recursive: true });
    await expect(makeTable([path('empty')], options())).rejects.toMatchObject({
      code: 'DATA_FILE_UNREADABLE',
      details: { file: path('empty') },
    });
  });
});
