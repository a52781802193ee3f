import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileUpload } from './file-upload.ts';

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-upload-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file on disk as an upload', () => {
  it.each([
    ['a.csv', 'text/csv'],
    ['A.CSV', 'text/csv'],
    ['b.csv.gz', 'application/gzip'],
    ['B.CSV.GZ', 'application/gzip'],
    ['c.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['C.XLSX', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('%s is sent as %s', async (name, mediaType) => {
    writeFileSync(join(folder, name), 'x');
    const { body, ...file } = await fileUpload('invoice-out', join(folder, name));
    expect(file).toMatchObject({ fileName: name, mediaType });
    await body.cancel();
  });

  it('bears the digest of its bytes, and tells how many left', async () => {
    const path = join(folder, 'abc.csv');
    writeFileSync(path, 'abc');
    let left = 0;
    const { sha256, body } = await fileUpload('invoice-out', path, undefined, (bytes) => {
      left += bytes;
    });
    // FIPS 180-2, appendix B.1.
    expect(sha256).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
    expect(await new Response(body).text()).toBe('abc');
    expect(left).toBe(3);
  });
});
