import { describe, expect, it } from 'vitest';
import { madeUpTable } from '../testing/made-up-table.ts';
import { featureOf } from './feature.ts';
import { FIT_DEFAULTS, type FittedScorecard, fitScorecard, riskOf } from './fit-scorecard.ts';

const fitted = (seed: number, rows = 600): FittedScorecard => {
  const table = madeUpTable(rows, seed);
  const places = Int32Array.from(table.bad.keys());
  const bad = Uint8Array.from(table.bad);
  return fitScorecard(table.features.map(featureOf), { rows: places, bad, tableRows: rows }, FIT_DEFAULTS);
};
const namesOf = ({ characteristics }: FittedScorecard) =>
  characteristics.map(({ fit }) => fit.feature.column.name);

describe('fitScorecard', () => {
  it('over twenty tables: takes what matters, and keeps noise below the false discovery rate', () => {
    const taken = Array.from({ length: 20 }, (_, seed) => namesOf(fitted(seed + 1)));
    for (const names of taken) expect(names).toEqual(expect.arrayContaining(['debt', 'months']));
    const all = taken.flat();
    expect(all.filter((name) => name === 'sector').length).toBeGreaterThanOrEqual(18);
    const noise = all.filter((name) => ['noise', 'city', 'group'].includes(name));
    expect(noise.length / all.length).toBeLessThan(FIT_DEFAULTS.falseDiscoveryRate);
  });

  it('gives every weight the sign that its bins have: more debt is never safer', () => {
    const { characteristics } = fitted(1);
    const debt = characteristics.find(({ fit }) => fit.feature.column.name === 'debt')!;
    const steps = [...debt.valueOfCell].slice(0, debt.fit.cells.ordered);
    expect(debt.coefficient).toBeGreaterThan(0);
    expect(steps).toEqual(steps.toSorted((a, b) => b - a));
  });

  it('expects as many bad rows as it was fitted on', () => {
    const scorecard = fitted(2);
    const risk = riskOf(
      scorecard,
      Int32Array.from({ length: 600 }, (_, row) => row),
    );
    const bads = madeUpTable(600, 2).bad.filter((one) => one === 1).length;
    expect(Math.abs(risk.reduce((sum, one) => sum + one, 0) / bads - 1)).toBeLessThan(0.05);
  });
});
