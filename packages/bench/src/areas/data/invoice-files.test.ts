import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { IMPORT_KINDS } from '@xinqiao/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import { writeInvoiceFiles } from './invoice-files.ts';

describe('writeInvoiceFiles', () => {
  const directory = mkdtempSync(join(tmpdir(), 'xinqiao-bench-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('writes as many rows as asked for, with what real files hold', async () => {
    await writeInvoiceFiles(directory, 10_000);
    const lines = gunzipSync(readFileSync(join(directory, 'invoices.csv.gz')))
      .toString()
      .trimEnd()
      .split('\n');
    expect(lines.shift()).toBe(IMPORT_KINDS['invoice-out'].columns.join(','));
    expect(lines).toHaveLength(10_000);
    expect(10_000 - new Set(lines).size).toBe(20);
    expect(lines.filter((line) => line.startsWith('E0,'))).toHaveLength(2);
    expect(lines.filter((line) => line.includes(', 作废发票')).length).toBeGreaterThan(100);
    const firms = readFileSync(join(directory, 'firms.csv'), 'utf8');
    for (const line of lines)
      if (!line.startsWith('E0,')) expect(firms).toContain(`\n${line.split(',')[0]},`);
  });
});
