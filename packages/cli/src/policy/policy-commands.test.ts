import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isCensusOf, parsePolicy } from '@xinqiao/scoring';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addPolicyCommands } from './policy-commands.ts';

/** A table in which `debt` and `trade` tell something, `id` nothing. */
const CSV = [
  'id,debt,trade,year,outcome',
  ...Array.from({ length: 240 }, (_, row) => {
    const debt = (row * 37) % 100;
    const bad = (row * 53) % 100 < debt * 0.7;
    return `F${row},${debt},${row % 3 === 0 ? 'farm' : 'shop'},${2020 + (row % 2)},${bad ? 'bad' : 'good'}`;
  }),
].join('\r\n');

/** An ONNX model of our own: 1 / (1 + e^−(0.05 debt + 0.01 half − 3)), in base64. */
const MODEL = Buffer.from(
  [
    'CAg6wQEKJgoBeAoHd2VpZ2h0cwoJaW50ZXJjZXB0Egdsb2dPZGRzIgRHZW1tCh8KB2xvZ09kZHMSC3Byb2JhYmlsaXR5IgdTaWdt',
    'b2lkEghsb2dpc3RpYyoZCAIIARABQgd3ZWlnaHRzSgjNzEw9CtcjPCoVCAEQAUIJaW50ZXJjZXB0SgQAAEDAWhcKAXgSEgoQCAES',
    'DAoGEgRyb3dzCgIIAmIhCgtwcm9iYWJpbGl0eRISChAIARIMCgYSBHJvd3MKAggBQgQKABAN',
  ].join(''),
  'base64',
);

let folder: string;
let printed = '';
let told = '';
const path = (name: string) => join(folder, name);
const run = (...words: string[]) => {
  const program = new Command().exitOverride();
  addPolicyCommands(program);
  return program.parseAsync(['policy', ...words], { from: 'user' });
};
const onTable = ['--target', 'outcome', '--bad', 'bad', '--data'];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-policy-'));
  writeFileSync(path('loans.csv'), CSV);
  writeFileSync(path('loans.csv.gz'), gzipSync(CSV));
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
afterEach(() => vi.restoreAllMocks());

const outcome = ['--target', 'outcome', '--bad', 'bad'];
const fitting = (...more: string[]) =>
  run('fit', ...onTable, path('loans.csv'), '--repeats', '1', '--exclude', 'year', ...more);

describe('xinqiao policy fit', () => {
  it('prints its figures as one JSON object, and writes policy, card and report', async () => {
    await fitting('--json', '--policy', path('p.json'), '--card', path('c.md'), '--report', path('r.html'));
    expect(told).toContain('AUC');
    const { auc, aucCi, ks, brier, features, seconds, unusable } = JSON.parse(
      printed.trim().split('\n').at(-1)!,
    );
    expect(auc).toBeGreaterThan(0.6);
    expect(aucCi[0]).toBeLessThan(auc);
    expect(aucCi[1]).toBeGreaterThan(auc);
    for (const figure of [ks, brier, features, seconds]) expect(figure).toBeGreaterThan(0);
    expect(unusable).toEqual([{ name: 'id', reason: 'IDENTIFIER' }]);
    expect(parsePolicy(JSON.parse(readFileSync(path('p.json'), 'utf8'))).policyId).toBe('loans');
    expect(readFileSync(path('c.md'), 'utf8')).toContain('Model card: loans');
    expect(readFileSync(path('r.html'), 'utf8')).toContain('<title>ROC</title>');
  });

  it('begins on the day it is in Shanghai, where none is given', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T16:30:00.000Z') });
    await fitting('--policy', path('today.json')).finally(() => vi.useRealTimers());
    expect(JSON.parse(readFileSync(path('today.json'), 'utf8')).validFrom).toBe('2026-11-23');
  });

  it('prints the same for the same seed, and from a packed file', async () => {
    const figures = async (...words: string[]) => {
      printed = '';
      await run('fit', ...words, '--repeats', '1', '--exclude', 'year', '--json');
      const { seconds: _, ...rest } = JSON.parse(printed);
      return rest;
    };
    const first = await figures(...onTable, path('loans.csv'));
    expect(await figures(...onTable, path('loans.csv.gz'))).toEqual(first);
  });

  it.each([
    ['"Kind, of shop",year', ['year', 'Kind, of shop']],
    ['Kind, of shop', ['Kind, of shop']],
  ])('takes columns whose names have commas: --exclude %s', async (exclude, excluded) => {
    const commas = CSV.replace('trade', '"Kind, of shop"');
    writeFileSync(path('commas.csv'), commas);
    printed = '';
    await run('fit', ...onTable, path('commas.csv'), '--repeats', '1', '--json', '--exclude', exclude);
    const { selected, dropped, unusable } = JSON.parse(printed);
    const seen = [...selected, ...[...dropped, ...unusable].map(({ name }: { name: string }) => name)];
    for (const name of excluded) expect(seen).not.toContain(name);
    expect(seen).toContain('debt');
  });

  it('says which value of the target it held for bad', async () => {
    await fitting('--json');
    expect(JSON.parse(printed).badValue).toBe('bad');
    expect(told).toContain('(outcome = bad)');
  });

  it.each([
    ['a file that is not there', ['--data', 'nowhere.csv', '--target', 'outcome']],
    ['a category column that is not there', ['--data', 'loans.csv', ...outcome, '--categories', 'trad']],
    ['a group column that is not there', ['--data', 'loans.csv', ...outcome, '--group', 'gone']],
    ['a policy in a folder that is not there', ['--data', 'loans.csv', ...outcome, '--policy', 'no/p.json']],
    ['a column that is not there', ['--data', 'loans.csv', '--target', 'gone', '--bad', 'bad']],
    ['a value that no row has', ['--data', 'loans.csv', '--target', 'outcome', '--bad', 'worst']],
    [
      'folds that are no number',
      ['--data', 'loans.csv', '--target', 'outcome', '--bad', 'bad', '--folds', 'x'],
    ],
  ])('refuses %s', async (_, words) => {
    const placed = words.map((word) => (word.endsWith('.csv') ? path(word) : word));
    await expect(run('fit', ...placed)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });
});

describe('xinqiao policy validate, compare, backtest', () => {
  const trying = async (...words: string[]) => {
    await fitting('--policy', path('p.json'));
    printed = '';
    await run(...words, '--policy', path('p.json'), ...onTable, path('loans.csv'));
    return JSON.parse(printed);
  };

  it('validate scores every row of the table the policy was fitted on', async () => {
    const { rows, invalid, unscored } = await trying('validate');
    expect({ rows, invalid, unscored }).toEqual({ rows: 240, invalid: 0, unscored: 0 });
  });

  it('compare finds no difference of a policy and itself', async () => {
    const { difference, champion, challenger } = await trying('compare', '--challenger', path('p.json'));
    expect(difference).toBe(0);
    expect(challenger).toEqual(champion);
  });

  it('backtest has a vintage for each year', async () => {
    const { vintages } = await trying('backtest', '--time', 'year');
    expect(vintages.map(({ period }: { period: string }) => period)).toEqual(['2020', '2021']);
  });

  it('compare a policy with a model in ONNX, on the rows that both can score, and write a report', async () => {
    await fitting('--policy', path('p.json'));
    const [head, ...lines] = CSV.split('\r\n');
    const half = lines.map((line, row) => `${line},${row % 2 === 0 ? row : ''}`);
    writeFileSync(path('half.csv'), [`${head},half`, ...half].join('\n'));
    writeFileSync(path('boosted.onnx'), MODEL);
    printed = '';
    const compared = ['--policy', path('p.json'), '--challenger', path('boosted.onnx')];
    const columns = ['--columns', 'debt,half', '--report', path('compared.html')];
    await run('compare', ...compared, ...columns, ...onTable, path('half.csv'));
    const found = JSON.parse(printed);
    expect(found).toMatchObject({
      champion: { rows: 120 },
      challenger: { rows: 120 },
      scoredByOneOnly: { onlyChampion: 120, onlyChallenger: 0 },
    });
    expect(found.challenger.auc).toBeGreaterThan(0.6);
    // Mean (p − y)², by hand.
    const errors = lines.flatMap((line, row) => {
      const [, debt] = line.split(',').map(Number);
      const risk = 1 / (1 + Math.exp(3 - 0.05 * debt! - 0.01 * row));
      return row % 2 === 0 ? [(risk - Number(line.endsWith('bad'))) ** 2] : [];
    });
    const brier = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(found.challenger.brier).toBeCloseTo(brier, 6);
    expect(readFileSync(path('compared.html'), 'utf8')).toContain('<th>boosted</th>');
  });

  it('count the table the policy was made from, as the baseline that a draft takes', async () => {
    await fitting('--policy', path('p.json'));
    printed = '';
    await run('census', '--policy', path('p.json'), '--data', path('loans.csv'));
    const census = JSON.parse(printed);
    const policy = parsePolicy(JSON.parse(readFileSync(path('p.json'), 'utf8')));
    expect(isCensusOf(policy, census)).toBe(true);
    expect(census.applicants).toBe(240);
    const [debt] = policy.scorecard.characteristics;
    const debts = CSV.split('\r\n')
      .slice(1)
      .map((line) => Number(line.split(',')[1]));
    const counted = debt!.attributes.map((attribute) => {
      const { from, to } = attribute as { from: number | string | null; to: number | string | null };
      return debts.filter((value) => value >= Number(from ?? -1) && value < Number(to ?? 1000)).length;
    });
    expect(census.characteristics[0]).toEqual({ name: debt!.name, cells: [...counted, 0] });
  });

  it('names a policy that is none', async () => {
    writeFileSync(path('bad.json'), '{}');
    await expect(
      run('validate', '--policy', path('bad.json'), ...onTable, path('loans.csv')),
    ).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });
});
