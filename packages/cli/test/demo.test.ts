import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'xinqiao-cli-test-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs the command as a person would and gives back its last line, parsed. */
function xinqiao(
  ...args: string[]
): Promise<{ code: number | null; last: Record<string, unknown>; told: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, TMPDIR: scratch } });
    let out = '';
    let told = '';
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      told += text;
    });
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, last: JSON.parse(out.trim().split('\n').at(-1) ?? ''), told }),
    );
  });
}

const leftovers = () => readdirSync(scratch).filter((name) => name.startsWith('xinqiao-demo-'));

describe('xinqiao demo', () => {
  it('plays the main job, says what happened, and leaves nothing behind', async () => {
    const { code, last, told } = await xinqiao('demo', '--json');
    expect(told).toContain('refused: CONSENT_REVOKED');
    expect(last).toMatchObject({
      ok: true,
      consent: { status: 'ACTIVE' },
      package: { signatureValid: true },
      decision: { outcome: expect.stringMatching(/^(APPROVED|DECLINED|REFERRED)$/) },
      receipt: { included: true, consistent: true },
      afterRevoke: { code: 'CONSENT_REVOKED' },
    });
    expect(code).toBe(0);
    expect(leftovers()).toEqual([]);
  });
});

/** Twelve months of invoices for a firm, as the tax bureau's extract writes them. */
const invoices = (firm: string, other: string, monthly: string) =>
  Array.from({ length: 12 }, (_, month) => {
    const at = month < 10 ? `2019/${month + 3}/15` : `2020/${month - 9}/15`;
    return `${firm},${firm}${month},${at},${other}${month},${monthly},0.00,${monthly},有效发票`;
  });

describe('xinqiao demo --data', () => {
  it('takes every firm through the same doors and sets bad rows aside', async () => {
    const folder = join(scratch, 'firms');
    mkdirSync(folder);
    const write = (name: string, lines: string[]) =>
      writeFileSync(join(folder, `附件1_${name}.csv.gz`), gzipSync(`\uFEFF${lines.join('\n')}\n`));
    write('企业信息', [
      '企业代号,企业名称,信誉评级,是否违约',
      'E1,甲商行,A,否',
      'E2,乙商行,D,是',
      'E3,丙商行,B,否',
    ]);
    write('销项发票信息', [
      '企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态',
      ...invoices('E1', 'B', '900000.00'),
      ...invoices('E2', 'B', '1000.00'),
      ...invoices('E3', 'B', '500000.00'),
      'E1,X1,2019/13/1,B1,1.00,0.00,1.00,有效发票',
      'E9,X2,2019/5/1,B1,1.00,0.00,1.00,有效发票',
      ...invoices('E1', 'B', '900000.00').slice(0, 1),
    ]);
    write('进项发票信息', [
      '企业代号,发票号码,开票日期,销方单位代号,金额,税额,价税合计,发票状态',
      ...invoices('E1', 'A', '600000.00'),
      ...invoices('E3', 'A', '300000.00'),
    ]);
    const { code, last, told } = await xinqiao('demo', '--data', folder, '--json');
    expect(told).toContain('invoice-out: 1 set aside as DATE_INVALID, the first in line 38');
    expect(told).toContain('invoice-out: 1 set aside as SUBJECT_UNKNOWN, the first in line 39');
    expect(told).toContain('invoice-out: 1 set aside as DUPLICATE, the first in line 40');
    expect(last).toMatchObject({
      ok: true,
      firms: 3,
      decided: 3,
      invoices: { read: 63, stored: 60, quarantined: 3 },
    });
    expect(code).toBe(0);
    expect(leftovers()).toEqual([]);
  });

  it.each([
    ['a folder that is not there', () => join(scratch, 'nowhere')],
    ['a folder without the files', () => scratch],
  ])('says what to do about %s', async (_what, folder) => {
    const { code, last, told } = await xinqiao('demo', '--data', folder(), '--json');
    expect(last).toEqual({ ok: false, code: 'DATA_FILE_UNREADABLE' });
    expect(told).toContain('Check path and permissions');
    expect(code).toBe(1);
  });
});
