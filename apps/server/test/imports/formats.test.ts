import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectProblem } from '../support/problem.ts';
import { headerOf } from './support/header-of.ts';
import { type ImportSite, importSite } from './support/import-site.ts';
import { type WorkbookCell, workbook, zip } from './support/workbook.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEADER = headerOf('invoice-out').trim().split(',');

/** Chinese of the file in GB18030: two bytes each, as an agency’s program would write them. */
const GB: Readonly<Record<string, readonly number[]>> = {
  ...{
    企: [0xc6, 0xf3],
    业: [0xd2, 0xb5],
    代: [0xb4, 0xfa],
    号: [0xba, 0xc5],
    发: [0xb7, 0xa2],
    票: [0xc6, 0xb1],
  },
  ...{
    码: [0xc2, 0xeb],
    开: [0xbf, 0xaa],
    日: [0xc8, 0xd5],
    期: [0xc6, 0xda],
    购: [0xb9, 0xba],
    方: [0xb7, 0xbd],
  },
  ...{
    单: [0xb5, 0xa5],
    位: [0xce, 0xbb],
    金: [0xbd, 0xf0],
    额: [0xb6, 0xee],
    税: [0xcb, 0xb0],
    价: [0xbc, 0xdb],
  },
  ...{
    合: [0xba, 0xcf],
    计: [0xbc, 0xc6],
    状: [0xd7, 0xb4],
    态: [0xcc, 0xac],
    有: [0xd3, 0xd0],
    效: [0xd0, 0xa7],
  },
};
const gb18030 = (text: string) => Buffer.from([...text].flatMap((sign) => GB[sign] ?? [sign.charCodeAt(0)]));

describe('formats of imported files', () => {
  let site: ImportSite;
  beforeAll(async () => {
    site = await importSite();
    await site.register('F1');
  });
  afterAll(() => site.platform.close());

  let number = 0;
  const row = (fact: { date?: string; party?: string } = {}) =>
    `F1,${++number},${fact.date ?? '2026-01-05'},${fact.party ?? 'B1'},100.00,6.00,106.00,有效发票\n`;
  const cells = (fact: { day?: WorkbookCell; number?: WorkbookCell } = {}): WorkbookCell[] => [
    ...['F1', fact.number ?? ++number, fact.day ?? { day: 46_027 }, 'B1'],
    ...[100, 6, 106, '有效发票'],
  ];
  const stored = { rowsRead: 1, rowsStored: 1 };

  it('GB18030 is told by the header and read', async () => {
    const bytes = gb18030(headerOf('invoice-out') + row());
    expect(new TextDecoder('gb18030').decode(bytes)).toContain('有效发票');
    expect(await site.imported(bytes)).toMatchObject(stored);
    expect(await site.imported(gzipSync(gb18030(headerOf('invoice-out') + row())))).toMatchObject(stored);
  });

  it('UTF-8 with a byte order mark is read', async () => {
    expect(await site.imported(`\ufeff${headerOf('invoice-out')}${row()}`)).toMatchObject(stored);
  });

  it('a row that is not text in the file’s encoding is set aside', async () => {
    const broken = Buffer.concat([
      Buffer.from(headerOf('invoice-out') + row({ party: 'B' })),
      Buffer.from([0x46, 0x31, 0x2c, 0xc6, 0xf3, 0x0a]),
    ]);
    expect(await site.imported(broken)).toMatchObject({
      quarantine: [{ reason: 'ROW_UNREADABLE', count: 1, firstLine: 3 }],
    });
  });

  it('dates in several ways are read, and those unlike most are counted', async () => {
    const dates = ['2026-01-05', '2026-01-06', '2026/1/7', '20260108'];
    const file = headerOf('invoice-out') + dates.map((date) => row({ date })).join('');
    expect(await site.imported(file)).toMatchObject({
      rowsStored: 4,
      warnings: [{ warning: 'DATES_MIXED', count: 2 }],
    });
  });

  it('an Excel workbook is read: texts, numbers, days, cells left out', async () => {
    const rows: WorkbookCell[][] = [
      HEADER,
      cells(),
      [...cells({ day: '2026/1/5' }), null],
      cells({ number: { inline: '00012' } }),
      [],
      cells({ day: 46_027 }), // a number that is not shown as a day
    ];
    const report = await site.imported(workbook(rows), { type: XLSX });
    expect(report).toMatchObject({
      ...{ rowsRead: 4, rowsStored: 3 },
      quarantine: [{ reason: 'DATE_INVALID', count: 1, firstLine: 6 }],
    });
  });

  it('a number that Excel has lost digits of is set aside', async () => {
    const report = await site.imported(workbook([HEADER, cells({ number: 10 ** 17 })]), {
      type: XLSX,
    });
    expect(report.quarantine).toMatchObject([{ reason: 'ROW_UNREADABLE' }]);
  });

  it('days of a workbook that counts from 1904 are four years and a day later', async () => {
    const report = await site.imported(
      workbook([HEADER, cells({ day: { day: 46_027 - 1_462 } })], { date1904: true }),
      {
        type: XLSX,
      },
    );
    expect(report).toMatchObject(stored);
  });

  it.each<[string, () => Uint8Array]>([
    ['a workbook of two sheets', () => workbook([HEADER, cells()], { sheets: ['a', 'b'] })],
    ['a workbook with another header', () => workbook([['企业', '发票'], cells()])],
    ['an empty workbook', () => workbook([])],
    ['a zip file that is no workbook', () => zip([{ name: 'a.txt', text: 'hello' }])],
    ['a workbook cut short', () => workbook([HEADER, cells()]).subarray(0, 700)],
    ['broken XML', () => zip([{ name: 'xl/workbook.xml', text: '<workbook><sheets>' }])],
    [
      'an entity of its own',
      () => zip([{ name: 'xl/workbook.xml', text: '<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>' }]),
    ],
    ['an Excel file of the old kind', () => Buffer.from('d0cf11e0a1b11ae10000000000', 'hex')],
    ['UTF-16', () => Buffer.from(`\ufeff${headerOf('invoice-out')}${row()}`, 'utf16le')],
  ])('%s is refused with a reason', async (_what, file) => {
    const problem = await expectProblem(await site.upload(file(), { type: XLSX }), 'IMPORT_UNREADABLE');
    expect(problem.details).toMatchObject({ reason: expect.stringMatching(/\w/) });
  });
});
