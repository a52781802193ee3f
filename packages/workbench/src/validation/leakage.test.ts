import { describe, expect, it } from 'vitest';
import { logistic } from '../model/elastic-net.ts';
import { featureOf } from '../model/feature.ts';
import { FIT_DEFAULTS, fitScorecard } from '../model/fit-scorecard.ts';
import { randomFrom } from '../random/random.ts';
import { parseCsv } from '../table/parse-csv.ts';
import { tableOf } from '../table/read-table.ts';
import { findLeaks } from './leakage.ts';

interface Row {
  readonly at: number;
  readonly bad: boolean;
  /** Log odds that honest columns give. */
  readonly log: number;
  random(): number;
}

/** Six honest columns, each with its share of the risk, and those of the test. */
function rulesOf(columns: Record<string, (row: Row) => string | number>, { rows = 800, seed = 1 } = {}) {
  const random = randomFrom(seed);
  const weights = [1.6, 1.2, 1, 0.8, 0.6, 0.4];
  const lines = Array.from({ length: rows }, (_, at) => {
    const honest = weights.map(() => 2 * random() - 1);
    const log = honest.reduce((sum, figure, place) => sum + weights[place]! * figure, -1.2);
    const row: Row = { at, bad: random() < logistic(log), log, random };
    const more = Object.values(columns).map((cell) => cell(row));
    return [...honest.map((figure) => figure.toFixed(3)), ...more, row.bad ? 1 : 0].join(',');
  });
  const head = [...weights.map((_, place) => `honest${place}`), ...Object.keys(columns), 'target'].join(',');
  const table = tableOf(parseCsv([head, ...lines].join('\n')), { target: 'target' });
  const bad = Uint8Array.from(table.bad);
  const training = { rows: Int32Array.from(bad.keys()), bad, tableRows: rows };
  const { candidates } = fitScorecard(table.features.map(featureOf), training, FIT_DEFAULTS);
  return findLeaks(candidates, bad, seed, FIT_DEFAULTS.alpha);
}

const leaksOf = (...given: Parameters<typeof rulesOf>) => rulesOf(...given).map(({ name }) => name);

const normal = ({ random }: Row) => {
  let sum = 0;
  for (let die = 0; die < 12; die++) sum += random();
  return sum - 6;
};

describe('findLeaks · what knows the outcome', () => {
  it.each<[string, (row: Row) => string | number]>([
    ['the outcome itself, in other words', ({ bad }) => (bad ? 'written off' : 'paid')],
    ['a copy with noise', (row) => (Number(row.bad) + 0.35 * normal(row)).toFixed(3)],
    ['a copy that is wrong in 6 of 100 rows', ({ bad, random }) => (bad === random() < 0.94 ? 'yes' : 'no')],
    [
      'days that only a default starts to count',
      ({ bad, random }) => (bad ? Math.ceil(random() * 400) : random() < 0.1 ? Math.ceil(random() * 30) : 0),
    ],
    [
      'a term that the default cut short',
      ({ bad, random }) => (bad ? Math.ceil(random() * 50) : [36, 60, 84][Math.floor(random() * 3)]!),
    ],
    [
      'a stage that a collector assigns',
      ({ bad, random }) =>
        (bad ? ['legal', 'calls', 'none'] : ['none', 'none', 'closed'])[Math.floor(random() * 3)]!,
    ],
    [
      'a number that files of defaults have in order',
      ({ bad, random }) => (bad ? 70_000 : 0) + Math.floor(random() * 90_000),
    ],
    [
      'a cell that only defaults fill',
      ({ bad, random }) => (bad && random() < 0.85 ? Math.ceil(random() * 900) : ''),
    ],
  ])('names %s', (_, leak) => {
    expect(leaksOf({ leak })).toEqual(['leak']);
  });

  it('says by which rule', () => {
    const rules = (leak: (row: Row) => string | number) => rulesOf({ leak }).map(({ rule }) => rule);
    expect(rules(({ bad }) => (bad ? 'written off' : 'paid'))).toEqual(['NEAR_PERFECT']);
    expect(rules(({ bad, random }) => (bad && random() < 0.3 ? 'legal' : ''))).toEqual(['CERTAIN_CLASS']);
    expect(rules((row) => (Number(row.bad) + 0.4 * normal(row)).toFixed(3))).toEqual([
      'STRONGER_THAN_OTHERS',
    ]);
  });

  it('names two that hide behind each other', () => {
    const copy = (row: Row) => (Number(row.bad) + 0.3 * normal(row)).toFixed(3);
    expect(leaksOf({ one: copy, other: copy }).sort()).toEqual(['one', 'other']);
  });

  it('names the only column of a table, where there is nothing to compare it with', () => {
    const lines = Array.from(
      { length: 200 },
      (_, row) => `${row % 4 === 0 ? 'gone' : 'here'},${row % 3},${row % 4 === 0 ? 1 : 0}`,
    );
    const table = tableOf(parseCsv(['leak,other,target', ...lines].join('\n')), { target: 'target' });
    const bad = Uint8Array.from(table.bad);
    const training = { rows: Int32Array.from(bad.keys()), bad, tableRows: 200 };
    const { candidates } = fitScorecard(table.features.map(featureOf), training, FIT_DEFAULTS);
    expect(findLeaks(candidates, bad, 1, 0.05)).toMatchObject([{ name: 'leak', aucOfOthers: null }]);
  });
});

describe('findLeaks · what is honest', () => {
  it('names nothing in honest columns, over twelve tables', () => {
    for (let seed = 1; seed <= 12; seed++) expect(leaksOf({}, { rows: 400, seed })).toEqual([]);
  });

  it.each<[string, (row: Row) => string | number]>([
    [
      'a good score of a bureau, which sums honest columns up',
      (row) => (row.log + 1.2 * normal(row)).toFixed(2),
    ],
    ['a score that knows all there is to know beforehand', ({ log }) => log.toFixed(4)],
    ['a grade in five classes from it', ({ log }) => 'EDCBA'[Math.max(0, Math.min(4, Math.floor(2 - log)))]!],
    ['a cell that is missing for the weak', ({ log, random }) => (log > -0.5 && random() < 0.7 ? '' : 1)],
    ['noise', ({ random }) => random().toFixed(3)],
    ['a city', ({ random }) => `city ${Math.floor(random() * 60)}`],
  ])('does not name %s', (_, honest) => {
    expect(leaksOf({ honest })).toEqual([]);
  });
});
