import { describe, expect, it } from 'vitest';
import type { CrossFit } from './cross-fit.ts';
import type { FittedScorecard } from './fit-scorecard.ts';
import { riskAtScore, scale, scoreOf } from './points.ts';

const scaling = { baseScore: 600, baseOdds: 50, pointsToDouble: 20 };

/** Two cells of numbers and one for missing, with a row in each. */
const scorecard = (values: readonly number[], missingRows = 1): FittedScorecard => ({
  intercept: Math.log(50),
  lambda: 0,
  iterations: 1,
  converged: true,
  dropped: [],
  candidates: [],
  characteristics: [
    {
      coefficient: 1,
      trend: 'ASCENDING',
      valueOfCell: Float64Array.from(values),
      fit: {
        feature: { column: { kind: 'NUMBER', amounts: [] } },
        cells: { ordered: 2, count: 3, cellOf: Uint16Array.of(0, 1, 2) },
        counts: { goods: [1, 1, missingRows], bads: [0, 0, 0] },
      } as unknown as CrossFit,
    },
  ],
});
const rows = Int32Array.of(0, 1, 2);

describe('scale · Siddiqi 2017', () => {
  it('by hand: 600 points at 50:1, and 20 more at 100:1', () => {
    expect([...scoreOf(scale(scorecard([0, Math.LN2, 0]), scaling), rows)]).toEqual([600, 620, 600]);
  });

  it('gives back the risk that a score stands for', () => {
    expect(riskAtScore(600, scaling)).toBeCloseTo(1 / 51, 12);
    expect(riskAtScore(620, scaling)).toBeCloseTo(1 / 101, 12);
  });

  it('lets what is missing score no better than the worst known value, and says so', () => {
    const { characteristics } = scale(scorecard([0, Math.LN2, 2 * Math.LN2]), scaling);
    expect(characteristics[0]).toMatchObject({ pointsOfCell: Int32Array.of(0, 20, 0), missingLowered: true });
  });

  it('lets it score worse', () => {
    const { characteristics } = scale(scorecard([0, Math.LN2, -Math.LN2]), scaling);
    expect(characteristics[0]).toMatchObject({
      pointsOfCell: Int32Array.of(20, 40, 0),
      missingLowered: false,
    });
  });

  it('refuses points that double nothing', () => {
    expect(() => scale(scorecard([0, 0, 0]), { ...scaling, pointsToDouble: 0 })).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }),
    );
  });
});
