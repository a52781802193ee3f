import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { IMPORT_KINDS } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFiles } from './find-files.ts';

const header = (kind: keyof typeof IMPORT_KINDS) => `${IMPORT_KINDS[kind].columns.join(',')}\r\n`;

describe('findFiles', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'xinqiao-files-'));
    const write = (name: string, content: string | Uint8Array) =>
      writeFileSync(join(directory, name), content);
    write('a.csv', `\ufeff${header('invoice-in')}`);
    write('b.csv.gz', gzipSync(`${header('tax-payments')}${'x'.repeat(50_000)}\n`));
    write('firms.csv', '企业代号,企业名称\n');
    write('notes.txt', header('invoice-out'));
    write('c.xlsx', 'PK');
    write('D.CSV.GZ', gzipSync(header('invoice-out')));
    write('broken.gz', 'no gzip at all');
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const at = (name: string) => join(directory, name);

  it('finds in a folder what says by its header what it holds, in order, and names the rest', async () => {
    const { files, others } = await findFiles([directory], undefined);
    expect(files.map(({ path, kind }) => [basename(path), kind])).toEqual([
      ['D.CSV.GZ', 'invoice-out'],
      ['a.csv', 'invoice-in'],
      ['b.csv.gz', 'tax-payments'],
    ]);
    expect(others.map((path) => basename(path))).toEqual(['broken.gz', 'c.xlsx', 'firms.csv', 'notes.txt']);
  });

  it('takes the kind that is given, also of a workbook', async () => {
    const { files } = await findFiles([at('c.xlsx')], 'invoice-out');
    expect(files).toEqual([{ path: at('c.xlsx'), kind: 'invoice-out', size: 2 }]);
  });

  it.each(['firms.csv', 'c.xlsx', 'broken.gz', 'missing.csv'])('refuses %s, naming it', async (name) => {
    await expect(findFiles([at(name)], undefined)).rejects.toMatchObject({
      code: 'DATA_FILE_UNREADABLE',
      details: { file: at(name) },
    });
  });
});
