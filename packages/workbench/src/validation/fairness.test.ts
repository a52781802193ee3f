import { describe, expect, it } from 'vitest';
import { fairnessByGroup } from './fairness.ts';

describe('fairnessByGroup · 29 CFR §1607.4 D', () => {
  const risk = Float64Array.of(0.1, 0.1, 0.1, 0.9, 0.1, 0.1, 0.9, 0.9);
  const bad = [0, 0, 1, 1, 0, 0, 0, 1];
  const groups = ['m', 'm', 'm', 'm', 'f', 'f', 'f', 'f'];

  it('by hand: 2 of 4 women approved, 3 of 4 men', () => {
    const [women, men] = fairnessByGroup(risk, bad, groups, 0.5);
    expect(women).toMatchObject({ group: 'f', approved: 0.5, approvedOfGood: 2 / 3, belowFourFifths: true });
    expect(women!.impactRatio).toBeCloseTo(2 / 3, 12);
    expect(men).toMatchObject({ group: 'm', approved: 0.75, approvedOfGood: 1, impactRatio: 1 });
  });

  it('has no area for a group without bad rows', () => {
    expect(fairnessByGroup(Float64Array.of(0.1, 0.2), [0, 0], ['a', 'a'], 0.5)[0]!.auc).toBeNull();
  });
});
