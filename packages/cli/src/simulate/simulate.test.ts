import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SimulateOptions } from './options.ts';
import { simulate } from './simulate.ts';

let folder: string;
let printed = '';
let told = '';
const simulating = (fact: Partial<SimulateOptions> = {}) =>
  simulate({
    applications: '120',
    seed: '3',
    seeds: '1',
    workers: '1',
    language: 'en',
    json: false,
    ...fact,
  });
const outputOf = async (fact: Partial<SimulateOptions> = {}) => {
  printed = '';
  await simulating(fact);
  return printed;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  printed = '';
  told = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('xinqiao simulate', () => {
  it('gives the same bytes for the same seed, on one thread and on three', { timeout: 60_000 }, async () => {
    const [rows, others] = [join(folder, 'rows.csv'), join(folder, 'others.csv')];
    const one = await outputOf({ json: true, seeds: '2', rows });
    expect(await outputOf({ json: true, seeds: '2', workers: '3', rows: others })).toBe(one);
    expect(readFileSync(others, 'utf8')).toBe(readFileSync(rows, 'utf8'));
  });

  it('--json prints one line whose sums are those of the rows', async () => {
    const rows = join(folder, 'sums.csv');
    const text = await outputOf({ json: true, rows });
    const { ok, granted, declined, referred, figures } = JSON.parse(text);
    const lines = readFileSync(rows, 'utf8').trimEnd().split('\r\n').slice(1);
    const cells = lines.map((line) => line.split(','));
    expect(text.trimEnd()).not.toContain('\n');
    expect([ok, granted + declined + referred, lines.length]).toEqual([true, 120, 120]);
    expect(cells.filter(([, , , outcome]) => outcome === 'APPROVED')).toHaveLength(granted);
    const fen = cells.reduce((sum, cell) => sum + BigInt(cell[5]!.replace('.', '')), 0n);
    expect(figures.totalCredit.replace('.', '')).toBe(String(fen));
  });

  it.each([
    ['en', 'granted share, %', 'assumed'],
    ['zh', '通过率（%）', '假定'],
  ] as const)(
    'says all of it in %s, on the terminal and in a report that fetches and runs nothing',
    async (language, figure, assumed) => {
      const report = join(folder, `${language}.html`);
      const text = await outputOf({ language, report });
      const html = readFileSync(report, 'utf8');
      for (const told of [text, html])
        for (const part of [figure, assumed, '31.30', '7.59', '102.12', '0.070', '2017-10'])
          expect(told).toContain(part);
      expect(html).toContain(`<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`);
      expect(html.match(/<svg/g)).toHaveLength(8);
      expect(html).not.toMatch(/<script|<link|src=|href=|url\(|@import|\bNaN\b|undefined/);
    },
  );

  it('shows how far it is', async () => {
    await simulating();
    expect(told).toContain('100 % · 120 of 120 applications');
  });

  it.each(['0', '-1', '1e9', '1000000000', 'abc', '', '1.5', '１００', '99999999999999999999'])(
    '%j applications are refused',
    async (applications) => {
      await expect(simulating({ applications })).rejects.toMatchObject({
        code: 'CONFIGURATION_INVALID',
        details: {
          setting: '--applications',
          problem: 'it is no whole number from 1 to 10000000',
        },
      });
    },
  );

  it.each([
    ['--seed', { seed: 'lucky' }],
    ['--seed', { seed: '-1' }],
    ['--seeds', { seeds: '0' }],
    ['--seeds', { seeds: '21' }],
    ['--workers', { workers: '0' }],
  ])('a wrong %s is refused: %j', async (setting, fact) => {
    await expect(simulating(fact)).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      details: { setting },
    });
  });

  it.each([
    ['a folder that is not there', 'nowhere/report.html', 'its folder does not exist'],
    ['a folder', '.', 'it is a folder'],
    ['a folder that is a file', 'file/report.html', 'its folder is a file'],
  ])('a report in %s is refused before anything is simulated', async (_, place, why) => {
    writeFileSync(join(folder, 'file'), '');
    for (const setting of ['report', 'rows'])
      await expect(simulating({ [setting]: join(folder, place) })).rejects.toMatchObject({
        details: { setting: `--${setting}`, problem: `the file cannot be written: ${why}` },
      });
    expect(told).toBe('');
  });

  it('a full disk is said', async () => {
    for (const setting of ['report', 'rows'])
      await expect(simulating({ [setting]: '/dev/full' })).rejects.toMatchObject({
        details: { setting: `--${setting}`, problem: 'the file cannot be written: the disk is full' },
      });
  });
});
