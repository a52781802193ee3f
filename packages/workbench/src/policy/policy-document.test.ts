import { decide, type Policy, parsePolicy } from '@xinqiao/scoring';
import { describe, expect, it } from 'vitest';
import { scoreOf } from '../model/points.ts';
import { summaryOf } from '../report/summary.ts';
import { study } from '../study/study.ts';
import { parseCsv } from '../table/parse-csv.ts';
import { tableOf } from '../table/read-table.ts';
import { madeUpCsv } from '../testing/made-up-table.ts';
import { policyOf } from './policy-document.ts';
import { scoreTable } from './score-table.ts';

const options = { folds: 4, repeats: 1, seed: 1 };

/** Codes, words, missing cells, rare categories, long names and a column in Chinese, all of them to become a policy. */
const awkwardCsv = (): string => {
  const [head, ...lines] = madeUpCsv(500).trim().split('\n');
  const more = lines.map((line, row) => {
    const [debt, months, ...rest] = line.split(',');
    const amount = row % 25 === 0 ? '-999' : row % 40 === 1 ? 'refused' : `${debt === '' ? '0.5' : debt}`;
    const long = `${'a category whose name is longer than any policy allows. by far '}${rest[0]}`;
    return [debt, months, ...rest, amount, row % 3 === 0 ? '' : long, row % 2 ? '是' : '否'].join(',');
  });
  return [`${head},amount 1,long name,小微`, ...more].join('\n');
};

const raw = parseCsv(awkwardCsv());
const table = tableOf(raw, { target: 'outcome', bad: 'bad', exclude: ['rating'] });
const found = study(table, {
  ...options,
  fit: { leastInformation: 0, mostCorrelation: 1, mostInflation: Infinity },
});
const policy: Policy = policyOf(found.scaled, found.rows, {
  policyId: 'made-up',
  name: { zh: '虚构', en: 'Made up' },
  validFrom: '2026-01-01',
  calibration: found.curve,
  source: { zh: '虚构数据', en: 'Made-up data' },
});
const columns = {
  names: raw.names,
  rows: raw.rows,
  cells: (name: string) => raw.cells[raw.names.indexOf(name)]!,
};

describe('policyOf', () => {
  it('is a policy that parsePolicy accepts once more, as it is read from a file', () => {
    expect(parsePolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  });

  it('scores every row to the point as the scorecard does', () => {
    const { score, invalid, unscored } = scoreTable(policy, columns);
    expect({ invalid, unscored }).toEqual({ invalid: 0, unscored: 0 });
    expect([...score]).toEqual([...scoreOf(found.scaled, found.rows)]);
  });

  it('expects as many bad rows as there were, though what is missing was lowered', () => {
    const { risk } = scoreTable(policy, columns);
    const expected = risk.reduce((sum, one) => sum + one, 0) / risk.length;
    const observed = found.bad.reduce((sum, one) => sum + one, 0) / found.bad.length;
    expect(Math.abs(expected - observed)).toBeLessThan(0.015);
  });

  it('decides: an applicant without the amount applied for is referred, never approved', () => {
    expect(decide(policy, {}, '2026-06-01')).toMatchObject({ outcome: 'REFERRED', limit: '0.00' });
  });

  it('lets nothing that is missing earn points', () => {
    for (const { attributes } of policy.scorecard.characteristics) {
      const missing = attributes.find((attribute) => 'missing' in attribute);
      if (missing)
        expect(missing.partialScore).toBe(Math.min(...attributes.map(({ partialScore }) => partialScore)));
    }
  });

  it('refuses the worst band', () => {
    expect(policy.rating.at(-1)).toMatchObject({ from: null, admitted: false });
    expect(policy.rating.length).toBeGreaterThan(1);
  });
});

describe('a column of more categories than a policy may name', () => {
  // 1,200 categories that one row has come first, then two that 1,500 rows have each.
  const lines = Array.from({ length: 4200 }, (_, row) => {
    const zip = row < 1200 ? `rare ${row}` : row % 2 === 0 ? 'north' : 'south';
    const bad = zip === 'north' ? (row * 53) % 101 < 50 : (row * 53) % 101 < 15;
    return `${zip},${Number(bad)}`;
  });
  const text = parseCsv(['zip,y', ...lines].join('\n'));
  const own = study(tableOf(text, { target: 'y' }), options);

  it('has the frequent ones named', () => {
    const made = policyOf(own.scaled, own.rows, {
      ...{ policyId: 'made-up', name: { zh: '虚构', en: 'Made up' }, validFrom: '2026-01-01' },
      ...{ calibration: own.curve, source: { zh: '虚构', en: 'Made up' } },
    });
    const definition = made.features[0]!.definition!;
    expect(definition).toMatchObject({ categories: expect.arrayContaining(['north', 'south']) });
  });

  it('is named in the summary, with the rows that a policy would refuse', () => {
    expect(summaryOf(own).unnamedCategories).toEqual([
      { name: 'zip', named: 1000, categories: 1202, rows: 202 },
    ]);
  });
});

describe('scoreTable', () => {
  it('names features that no column has', () => {
    const fewer = { ...columns, names: columns.names.filter((name) => name !== 'months') };
    expect(() => scoreTable(policy, fewer)).toThrow(
      expect.objectContaining({ code: 'POLICY_UNFIT', place: 'months' }),
    );
  });

  it.each([
    ['it stands after a column whose name only differs in marks', ['debt', 'debt (%)']],
    ['its name has a line break', ['debt\n(all)', 'other']],
    ['nothing of its name can be in a feature’s', ['负债率', '负债']],
  ])('reads the column that a feature was made from where %s', (_, [weak, strong]) => {
    const rows = Array.from({ length: 200 }, (_, row) => [row % 7, (row * 37) % 101, row]);
    const cells = new Map([
      [weak!, rows.map(([small]) => String(small))],
      [strong!, rows.map(([, figure]) => String(figure))],
    ]);
    const bad = rows.map(([, figure, row]) => Number((row! * 53) % 101 < figure! * 0.8));
    const text = [
      ['y', strong!, weak!].map((name) => `"${name}"`).join(','),
      ...rows.map((_, row) => [bad[row], cells.get(strong!)![row], cells.get(weak!)![row]].join(',')),
    ].join('\n');
    const own = study(tableOf(parseCsv(text), { target: 'y' }), options);
    const made = policyOf(own.scaled, own.rows, {
      ...{ policyId: 'made-up', name: { zh: '虚构', en: 'Made up' }, validFrom: '2026-01-01' },
      ...{ calibration: own.curve, source: { zh: '虚构', en: 'Made up' } },
    });
    const turned = { names: [weak!, strong!], rows: rows.length, cells: (name: string) => cells.get(name)! };
    expect([...scoreTable(made, turned).score]).toEqual([...scoreOf(own.scaled, own.rows)]);
    const renamed = { ...turned, names: ['feature_1', 'debt_column'] };
    expect(() => scoreTable(made, renamed)).toThrow(expect.objectContaining({ code: 'POLICY_UNFIT' }));
  });

  it('counts rows with a category the policy does not know, and gives them no score', () => {
    const strange = {
      ...columns,
      cells: (name: string) => columns.cells(name).map((cell) => (name === 'sector' ? 'space' : cell)),
    };
    const { invalid, score } = scoreTable(policy, strange);
    expect(invalid).toBe(raw.rows);
    expect(score.every(Number.isNaN)).toBe(true);
  });
});
