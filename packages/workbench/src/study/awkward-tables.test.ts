import { parsePolicy } from '@xinqiao/scoring';
import { beforeAll, describe, expect, it } from 'vitest';
import { policyOf } from '../policy/policy-document.ts';
import { scoreTable } from '../policy/score-table.ts';
import { reportOf } from '../report/html.ts';
import { modelCard } from '../report/model-card.ts';
import { readOutcomes, readTable } from '../table/read-table.ts';
import { AWKWARD_TABLES, awkwardText } from '../testing/awkward-tables.ts';
import { study } from './study.ts';

const OPTIONS = { folds: 4, repeats: 1, seed: 1 };
const bytes = (text: string) => new TextEncoder().encode(text);
const fitted = (text: string) => {
  const table = readTable(bytes(text), { target: 'y' });
  return { table, found: study(table, OPTIONS) };
};

describe.each(Object.keys(AWKWARD_TABLES))('a table of %s', (kind) => {
  const text = awkwardText(kind);
  let table: ReturnType<typeof fitted>['table'];
  let found: ReturnType<typeof fitted>['found'];
  beforeAll(() => {
    ({ table, found } = fitted(text));
  });

  it('has its risk found, and no leak called one', () => {
    // Fifty rows may look like chance by chance; their interval says so.
    const { auc, aucCi } = found.validation;
    expect(table.rows < 100 ? aucCi[1] : auc).toBeGreaterThan(0.6);
    expect(found.validation.auc).toBeLessThan(0.93);
    expect(found.leaks).toEqual([]);
    expect(found.scorecard.converged).toBe(true);
  });

  it('becomes a policy, which scores every row of the same file as the scorecard does', () => {
    const policy = policyOf(found.scaled, found.rows, {
      ...{ policyId: 'made', name: { zh: '虚构', en: 'Made up' }, validFrom: '2026-01-01' },
      ...{ calibration: found.curve, source: { zh: '虚构', en: 'Made up' } },
    });
    expect(parsePolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
    const { score, risk, invalid, unscored } = scoreTable(policy, readOutcomes(bytes(text), { target: 'y' }));
    expect({ invalid, unscored }).toEqual({ invalid: 0, unscored: 0 });
    const scored = Array.from(found.rows, (row) => risk[row]!);
    expect(Array.from(score).every(Number.isFinite)).toBe(true);
    const expected = scored.reduce((sum, one) => sum + one, 0) / scored.length;
    const observed = found.bad.reduce((sum, one) => sum + one, 0) / found.bad.length;
    expect(Math.abs(expected - observed)).toBeLessThan(0.05);
  });

  it('becomes a report and a card without a hole', () => {
    const html = reportOf(found, kind, table.unusable);
    const card = modelCard(found, { name: kind, data: kind, date: '2026-01-01' });
    for (const text of [html, card]) expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('a table that tells nothing', () => {
  const rows = (cell: (row: number) => string, count = 100) =>
    ['x,z,y', ...Array.from({ length: count }, (_, row) => cell(row))].join('\n');

  it.each([
    ['one class only', rows((row) => `${row % 7},${row % 3},0`), 'TARGET_INVALID'],
    ['one class only, the bad one', rows((row) => `${row % 7},${row % 3},1`), 'TARGET_INVALID'],
    ['no outcome at all', rows((row) => `${row % 7},${row % 3},`), 'TARGET_INVALID'],
    ['an outcome of three words', rows((row) => `${row % 7},1,${'abc'[row % 3]}`), 'TARGET_INVALID'],
    ['an outcome of amounts', rows((row) => `${row % 7},1,${row * 1.5}`), 'TARGET_INVALID'],
    ['three bad rows', rows((row) => `${row % 7},1,${row < 3 ? 1 : 0}`), 'TARGET_INVALID'],
    ['constants', rows((row) => `5,a,${row % 2}`), 'NOTHING_TO_FIT'],
    ['a header only', 'x,y\n', 'TABLE_INVALID'],
    ['nothing', '', 'TABLE_INVALID'],
    ['a row too short', 'x,y\n1,0\n2\n', 'TABLE_INVALID'],
  ])('is refused in words: %s', (_, text, code) => {
    expect(() => fitted(text)).toThrow(expect.objectContaining({ code }));
  });

  it('is refused, or found to be worth nothing, where all is chance', () => {
    const text = rows(
      (row) => `${(row * 7919) % 101},${(row * 31) % 7},${(row * 53) % 4 === 0 ? 1 : 0}`,
      400,
    );
    expect(() => fitted(text)).toThrow(expect.objectContaining({ code: 'NOTHING_TO_FIT' }));
  });
});

describe('perfect separation', () => {
  it('is fitted without running off, and called a leak', () => {
    const lines = Array.from(
      { length: 200 },
      (_, row) => `${row},${(row * 7) % 13},${(row * 5) % 11},${row < 60 ? 1 : 0}`,
    );
    const { found } = fitted(
      [
        'x,a,b,y',
        ...lines.map((line) => line.replace(/^\d+/, (x) => String(Number(x) % 200 === 0 ? 0.5 : x))),
      ].join('\n'),
    );
    expect(found.leaks).toMatchObject([{ name: 'x', rule: 'NEAR_PERFECT' }]);
    expect(found.validation.auc).toBeGreaterThan(0.97);
    expect(found.scorecard.characteristics.every(({ coefficient }) => Number.isFinite(coefficient))).toBe(
      true,
    );
  });
});
