import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import type { FrugalResult, FrugalTask } from './support/frugal-reader.ts';
import { workbookOf, zip } from './support/workbook.ts';

const MEGABYTE = 2 ** 20;

/** Reads it with a heap of 64 megabytes: whoever holds more than a few chunks dies of it. */
async function read(task: FrugalTask): Promise<FrugalResult> {
  const worker = new Worker(new URL('./support/frugal-reader.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 },
  });
  const [result] = (await once(worker, 'message')) as [FrugalResult];
  await worker.terminate();
  return result;
}

describe('a file made to fill the memory of whoever reads it', () => {
  it.each<[string, FrugalTask, RegExp]>([
    ['a line of 1 GB', { row: 'x'.repeat(MEGABYTE), times: 1_024 }, /a row is longer/],
    ['a gzip bomb of 1 GB', { row: 'x'.repeat(MEGABYTE), times: 1_024, packed: true }, /a row is longer/],
    ['a million columns', { row: `${','.repeat(1_000_000)}\n`, times: 10 }, /a row is longer/],
  ])('%s is refused', async (_what, task, reason) => {
    expect(await read(task)).toEqual({ refused: expect.stringMatching(reason) });
  });

  it('rows of sixteen thousand empty columns are set aside, a few at a time', async () => {
    const rows = await read({ row: `${','.repeat(16_000)}\n`, times: 20_000, packed: true });
    expect(rows).toEqual({ rows: 20_000, quarantined: 20_000 });
  });

  it('of codes far apart the codes are remembered, and not the text around them', async () => {
    const filler = `F1,1,2026-01-05,B1,1.00,0.00,1.00,${'很'.repeat(2_000)}\n`.repeat(16);
    const row = `91341602MA#,1,2026-01-05,B1,1.00,0.00,1.00,有效发票\n${filler}`;
    expect(await read({ row, times: 3_000 })).toEqual({ rows: 51_000, quarantined: 48_000 });
  });

  it.each<[string, () => Buffer, RegExp]>([
    [
      'text without a tag',
      () => workbookOf({ sheet: `<row r="1"><c r="A1"><v>${'x'.repeat(200 * MEGABYTE)}` }),
      /without tags/,
    ],
    [
      'a row without end',
      () => workbookOf({ sheet: `<row r="1">${'<c><v>1</v></c>'.repeat(4_000_000)}</row>` }),
      /more than 256 columns/,
    ],
    [
      'rows of one cell at the far right',
      () => workbookOf({ sheet: '<row><c r="XFD1"><v>1</v></c></row>'.repeat(10_000) }),
      /more than 256 columns/,
    ],
    [
      'more texts than it may hold',
      () => workbookOf({ sheet: '', texts: '<si><t>ab</t></si>'.repeat(4_000_000) }),
      /too much text/,
    ],
    [
      'sixty thousand parts',
      () => zip(Array.from({ length: 60_000 }, (_, at) => ({ name: `xl/${at}.xml`, text: '' }))),
      /no Excel workbook/,
    ],
  ])('a workbook of %s is refused', async (_what, file, reason) => {
    expect(await read({ file: file() })).toEqual({ refused: expect.stringMatching(reason) });
  });
});
