import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addPolicyCommands } from '../src/policy/policy-commands.ts';
import { FEATURE_COLUMNS } from '../src/policy/table/invoice-features.ts';

const guide = (language: string) =>
  readFileSync(new URL(`../../../docs/${language}/guides/validate-a-policy.md`, import.meta.url), 'utf8');

/** Commands of a page, as words. */
const commandsOf = (text: string): string[][] =>
  [...text.matchAll(/^```sh\n(.*?)^```$/gms)]
    .flatMap(([, block = '']) =>
      block
        .replaceAll(/\\\n\s*/g, '')
        .trim()
        .split('\n'),
    )
    .map((line) => line.split(/\s+/));

const loans = (from: number) =>
  [
    'loan_number,months_until_default,sex,granted_on,debt,months,outcome',
    ...Array.from({ length: 400 }, (_, at) => {
      const row = from + at;
      const [debt, months] = [(row * 37) % 100, (row * 13) % 60];
      const bad = (row * 53) % 100 < 0.7 * debt - 0.3 * months + 10;
      const day = `2024-${String((row % 12) + 1).padStart(2, '0')}-05`;
      return `L${row},${bad ? row % 12 : ''},${row % 2 ? 'f' : 'm'},${day},${debt},${months},${bad ? 'default' : 'paid'}`;
    }),
  ].join('\n');

const invoices = (party: string) =>
  [
    `企业代号,发票号码,开票日期,${party}方单位代号,金额,税额,价税合计,发票状态`,
    ...Array.from({ length: 24 }, (_, at) => {
      const day = `${2023 + Math.floor(at / 12)}/${(at % 12) + 1}/8`;
      return `E1,${at},${day},B${at % 3},100.00,13.00,113.00,有效发票`;
    }),
  ].join('\n');

let folder: string;
let printed = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-validate-guide-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, 'invoices'));
  write('invoices/out.csv', invoices('购'));
  write('invoices/in.csv', invoices('销'));
  write('firms.csv', '企业代号,applied_on,outcome\nE1,2025-01-10,paid\nE2,2025-01-10,default\n');
  write('loans.csv', loans(0));
  write('later.csv', loans(1000));
  write('applicant.json', '{"debt":"20","months":"30","requestedAmount":"200000.00"}');
  const keep = (text: string | Uint8Array) => {
    printed += text;
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command of the guide, its files in the folder. */
async function run([, ...words]: readonly string[]): Promise<string> {
  const isFile = (word: string) => /\.(csv|json|html|md)$/.test(word) || word === 'invoices';
  const program = new Command().exitOverride();
  addPolicyCommands(program);
  printed = '';
  await program.parseAsync(
    words.map((word) => (isFile(word) ? join(folder, word) : word)),
    { from: 'user' },
  );
  return printed;
}

describe.each(['en', 'zh-CN'])('the guide to validation in %s', (language) => {
  const commands = commandsOf(guide(language));

  it('has the commands of the other language', () => {
    const plain = (all: string[][]) => all.map((words) => words.join(' ').replace(/ --language \w+/, ''));
    expect(plain(commands)).toEqual(plain(commandsOf(guide('en'))));
    expect(commands.map(([, , name]) => name)).toEqual([
      'fit',
      'table',
      'validate',
      'compare',
      'backtest',
      'explain',
    ]);
  });

  it('shows commands that do what it says, one after the other', async () => {
    const answers: Record<string, string> = {};
    for (const words of commands) {
      answers[words[2]!] = await run(words);
      if (words[2] === 'fit')
        writeFileSync(join(folder, 'newer.json'), readFileSync(join(folder, 'policy.json')));
    }
    const json = (name: string) => JSON.parse(answers[name]!.trim().split('\n').at(-1)!);
    expect(Object.keys(json('fit')).slice(0, 6)).toEqual([
      'auc',
      'aucCi',
      'ks',
      'brier',
      'features',
      'seconds',
    ]);
    expect(json('fit').auc).toBeGreaterThan(0.6);
    expect(json('validate').auc).toBeGreaterThan(0.6);
    expect(json('compare').difference).toBe(0);
    expect(json('backtest').vintages).toHaveLength(12);
    expect(answers.explain).toContain('debt = 20');
    expect(readFileSync(join(folder, 'table.csv'), 'utf8')).toMatch(
      /^企业代号,applied_on,outcome,invoicedSales12/,
    );
    for (const name of ['card.md', 'report.html', 'compared.html'])
      expect(readdirSync(folder)).toContain(name);
  });

  it.each(['NEAR_PERFECT', 'CERTAIN_CLASS', 'STRONGER_THAN_OTHERS'])('names the alarm %s', (rule) =>
    expect(guide(language)).toContain(`\`${rule}\``),
  );

  it('names each figure of the table from invoices, and none besides', () => {
    const [, figures = ''] =
      /^\| (?:What is asked|要问的) .*\n(?:.*\n)((?:\|.*\n)+)/m.exec(guide(language)) ?? [];
    const named = [...figures.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(
      [...new Set(FEATURE_COLUMNS.map((name) => name.replace(/(12|36)$/, '')))].toSorted(),
    );
  });
});
