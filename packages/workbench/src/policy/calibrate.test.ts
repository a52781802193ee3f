import { describe, expect, it } from 'vitest';
import { calibrate, calibratedRisk } from './calibrate.ts';

/** Ten rows of each risk, of which so many were bad. */
const outcome = (...groups: readonly (readonly [number, number])[]) => ({
  risk: groups.flatMap(([risk]) => new Array<number>(10).fill(risk)),
  bad: groups.flatMap(([, bads]) => Array.from({ length: 10 }, (_, at) => Number(at < bads))),
});

describe('calibrate · Platt 1999, Cox 1958', () => {
  it('leaves alone what is calibrated', () => {
    const { shift, slope } = calibrate(outcome([0.2, 2], [0.5, 5], [0.8, 8]));
    expect(shift).toBeCloseTo(0, 5);
    expect(slope).toBeCloseTo(1, 5);
  });

  it('by hand: 0.1 and 0.9 for 20 % and 80 % is too sure by ln 4 / ln 9', () => {
    const { shift, slope } = calibrate(outcome([0.1, 2], [0.9, 8]));
    expect(shift).toBeCloseTo(0, 5);
    expect(slope).toBeCloseTo(Math.log(4) / Math.log(9), 5);
  });
});

describe('calibratedRisk', () => {
  const scaling = { baseScore: 600, baseOdds: 20, pointsToDouble: 50 };

  it('is the risk of the scale without a correction, and falls with the score', () => {
    expect(calibratedRisk(600, scaling, { shift: 0, slope: 1 })).toBeCloseTo(1 / 21, 9);
    expect(calibratedRisk(650, scaling, { shift: 0, slope: 1 })).toBeCloseTo(1 / 41, 9);
  });

  it('moves by the shift: ln 2 doubles the odds', () => {
    expect(calibratedRisk(600, scaling, { shift: Math.LN2, slope: 1 })).toBeCloseTo(2 / 22, 9);
  });
});
