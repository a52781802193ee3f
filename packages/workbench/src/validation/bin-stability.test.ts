import { describe, expect, it } from 'vitest';
import type { FittedCharacteristic, FittedScorecard } from '../model/fit-scorecard.ts';
import { stabilityGatherer } from './bin-stability.ts';

/** Four rows in four cells, a step for each. */
const characteristic = (name: string, steps: readonly number[]): FittedCharacteristic =>
  ({
    fit: { feature: { column: { name } }, cells: { cellOf: Uint16Array.of(0, 1, 2, 3) } },
    valueOfCell: Float64Array.from(steps),
  }) as unknown as FittedCharacteristic;
const scorecard = (...characteristics: FittedCharacteristic[]): FittedScorecard =>
  ({ characteristics }) as unknown as FittedScorecard;

const ROWS = Int32Array.of(0, 1, 2, 3);
const stabilityOf = (whole: FittedScorecard, ...folds: FittedScorecard[]) => {
  const gatherer = stabilityGatherer(whole, ROWS);
  for (const fold of folds) gatherer.see(fold);
  return gatherer.result();
};
const steady = characteristic('debt', [0, 0, 1, 2]);

describe('stabilityGatherer', () => {
  it('is all calm where every fold says the same', () => {
    expect(stabilityOf(scorecard(steady), scorecard(steady), scorecard(steady))).toEqual([
      { name: 'debt', used: 1, variation: 0, reversals: false },
    ]);
  });

  it('counts how many folds use the feature', () => {
    const [{ used } = { used: -1 }] = stabilityOf(scorecard(steady), scorecard(steady), scorecard());
    expect(used).toBe(0.5);
  });

  it('by hand: a step of 1 and 3 in two folds deviates by √2, over a spread of 2', () => {
    const folds = [1, 3].map((step) => scorecard(characteristic('debt', [0, 0, step, 4])));
    expect(stabilityOf(scorecard(steady), ...folds)[0]!.variation).toBeCloseTo(Math.SQRT2 / 2, 12);
  });

  it('takes the mean where a fold has finer steps than the whole', () => {
    const folds = [-1, 1].map((sign) => scorecard(characteristic('debt', [sign, -sign, 1, 2])));
    expect(stabilityOf(scorecard(steady), ...folds)[0]!.variation).toBe(0);
  });

  it('sees steps that change places in more than a tenth of the folds, not in one of ten', () => {
    const turned = scorecard(characteristic('debt', [0, 0, 2, 1]));
    const folds = (bad: number) =>
      Array.from({ length: 10 }, (_, at) => (at < bad ? turned : scorecard(steady)));
    expect(stabilityOf(scorecard(steady), ...folds(1))[0]!.reversals).toBe(false);
    expect(stabilityOf(scorecard(steady), ...folds(2))[0]!.reversals).toBe(true);
  });

  it('says nothing of a feature that no fold used', () => {
    expect(stabilityOf(scorecard(steady), scorecard())).toEqual([
      { name: 'debt', used: 0, variation: 0, reversals: false },
    ]);
  });
});
