import { describe, expect, it } from 'vitest';
import { informationValue, weightOfEvidence } from './weight-of-evidence.ts';

const counts = { goods: [60, 40], bads: [10, 40] };

describe('weightOfEvidence · Siddiqi 2017', () => {
  it('by hand: ln (0.6 / 0.2) and ln (0.4 / 0.8)', () => {
    const [first, second] = weightOfEvidence(counts);
    expect(first).toBeCloseTo(Math.log(3), 12);
    expect(second).toBeCloseTo(-Math.log(2), 12);
  });

  it('shrinks to the whole: ten rows of 2:1 more', () => {
    const [first] = weightOfEvidence(counts, 15);
    expect(first).toBeCloseTo(Math.log((60 + 10) / (10 + 5) / 2), 12);
  });

  it('says nothing of a class without rows, and nothing infinite of one without bads', () => {
    expect(weightOfEvidence({ goods: [5, 5, 0], bads: [0, 5, 0] }, 1)[2]).toBeCloseTo(0, 12);
    expect(weightOfEvidence({ goods: [5, 5], bads: [0, 5] }, 1)[0]).toBeLessThan(3);
  });
});

describe('informationValue · Siddiqi 2017', () => {
  it('by hand: 0.4 ln 3 + 0.4 ln 2', () => {
    expect(informationValue(counts, 0)).toBeCloseTo(0.4 * Math.log(6), 12);
  });
});
