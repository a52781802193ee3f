import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { countRows } from './count-rows.ts';
import { paceOf } from './upload.ts';

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('how far an import is', () => {
  it.each<[string, string | Buffer, number | null]>([
    ['a.csv', 'header\na\nb\n', 2],
    ['b.csv', 'header\na\nb', 2],
    ['c.csv', '', 0],
    ['d.csv.gz', gzipSync('header\na\n'), 1],
    ['e.csv.gz', gzipSync('header\na\n').subarray(0, 12), null],
    ['f.xlsx', 'PK', null],
  ])('%s: its rows are counted before it is sent', async (name, content, rows) => {
    writeFileSync(join(folder, name), content);
    expect(await countRows(join(folder, name))).toBe(rows);
  });

  it('time left is that of the rows that are not stored yet, at the pace of this run', () => {
    expect(paceOf(600, 500, 1_600, 5)).toEqual({ rows: 600, rowsPerSecond: 100, secondsLeft: 10 });
  });

  it.each([
    ['before anything was stored', paceOf(100, 0, 1_000, 5)],
    ['of a file whose rows are not known', paceOf(100, 100, null, 5)],
  ])('time left is not told %s', (_when, pace) => {
    expect(pace.secondsLeft).toBeNull();
  });
});
