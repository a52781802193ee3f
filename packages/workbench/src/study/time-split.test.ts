import { describe, expect, it } from 'vitest';
import { featureOf } from '../model/feature.ts';
import { FIT_DEFAULTS } from '../model/fit-scorecard.ts';
import { SCALING_DEFAULTS } from '../model/points.ts';
import { parseCsv } from '../table/parse-csv.ts';
import { tableOf } from '../table/read-table.ts';
import { madeUpCsv } from '../testing/made-up-table.ts';
import { compareInTime } from './time-split.ts';

const [HEAD, ...LINES] = madeUpCsv(600).trim().split('\n');

/** The made-up rows with a column `when`. */
const split = (
  when: (row: number) => string,
  { change = (line: string, _row: number) => line, latestShare = 0.25, time = 'when' as string | null } = {},
) => {
  const lines = LINES.map((line, row) => `${change(line, row)},${when(row)}`);
  const table = tableOf(parseCsv([`${HEAD},when`, ...lines].join('\n')), {
    ...{ target: 'outcome', bad: 'bad', exclude: ['rating'] },
  });
  const features = table.features.filter(({ name }) => name !== 'when').map(featureOf);
  const rows = Int32Array.from(table.bad.keys());
  const options = { latestShare, ...(time === null ? {} : { time }) };
  return compareInTime(table, features, rows, options, FIT_DEFAULTS, SCALING_DEFAULTS);
};
const yearOf = (row: number) => String(2020 + (row % 4));

describe('compareInTime', () => {
  it('fits on the earlier rows, wherever they stand in the file, and tries on the latest', () => {
    const { by, earlier, later, auc, aucCi } = split(yearOf);
    expect({ by, earlier, later }).toEqual({ by: 'when', earlier: 450, later: 150 });
    expect(auc).toBeGreaterThan(aucCi![0]);
    expect(auc).toBeGreaterThan(0.65);
  });

  it('reads days in order, not as text: 9/1 comes before 10/1', () => {
    const halves = split((row) => (row < 300 ? '2024/9/1' : '2024/10/1'), { latestShare: 0.5 });
    const same = split((row) => (row < 300 ? '1' : '2'), { latestShare: 0.5 });
    expect(halves.auc).toBe(same.auc);
  });

  it('goes by the order of the file where no column is named', () => {
    expect(split(yearOf, { time: null })).toMatchObject({ by: null, earlier: 450, later: 150 });
  });

  it('stays calm where nothing moved, and names the characteristic that did', () => {
    const calm = split(yearOf);
    expect(calm.psi).toBeLessThan(0.25);
    expect(calm.psiByChance).toBeGreaterThan(0);
    const change = (line: string, row: number) => (row % 4 === 3 ? line.replace(/^[^,]*/, '0.999') : line);
    const moved = split(yearOf, { change });
    expect(moved.psi).toBeGreaterThan(0.25);
    const worst = moved.csi.reduce((most, one) => (one.index > most.index ? one : most));
    expect(worst.name).toBe('debt');
  });

  it('counts each row in one class of the score', () => {
    const { classes } = split(yearOf);
    for (const part of ['earlier', 'later'] as const)
      expect(classes.reduce((sum, one) => sum + one[part], 0)).toBeCloseTo(1, 12);
    expect(classes[0]!.from).toBeNull();
  });

  it('leaves rows without a time out', () => {
    const { earlier, later } = split((row) => (row % 2 === 0 ? '' : yearOf(row)));
    expect(earlier + later).toBe(300);
  });

  it('says nothing where a part has too few of one kind', () => {
    const change = (line: string, row: number) => (row % 4 === 3 ? line.replace(/bad$/, 'good') : line);
    expect(split(yearOf, { change })).toMatchObject({ auc: null, psi: null, csi: [], classes: [] });
  });

  it.each<[string, { when?: () => string; latestShare?: number; time?: string }, string]>([
    ['words for a time', { when: () => 'soon' }, 'OPTION_INVALID'],
    ['no rows later', { latestShare: 0 }, 'OPTION_INVALID'],
    ['no rows earlier', { latestShare: 1 }, 'OPTION_INVALID'],
    ['a column that is not there', { time: 'gone' }, 'COLUMN_UNKNOWN'],
  ])('refuses %s', (_, { when, ...options }, code) => {
    expect(() => split(when ?? yearOf, options)).toThrow(expect.objectContaining({ code }));
  });
});
