import { describe, expect, it } from 'vitest';
import type { Applicant } from '../decision/feature-values.ts';
import { CountsInvalid } from '../error.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { policyDocument } from '../testing/policy-document.ts';
import { cellsOf, takeCensus } from './census.ts';
import { measureDrift } from './drift.ts';

/** Grade: A, B 100 points, else 50. Growth: below 0 40, else 100, missing 10. Bands from 150 and from 100. */
const policy = parsePolicy(policyDocument());
const good: Applicant = { taxCreditGrade: 'A', vatSalesGrowth12: '0.1' };
const falling: Applicant = { taxCreditGrade: 'A', vatSalesGrowth12: '-0.1' };
const weak: Applicant = { taxCreditGrade: 'D', vatSalesGrowth12: '-0.1' };

const group = (...parts: readonly (readonly [number, Applicant])[]) =>
  takeCensus(
    policy,
    parts.flatMap(([count, applicant]) => Array.from({ length: count }, () => applicant)),
  );

describe('takeCensus', () => {
  it('counts by band of the score and by attribute', () => {
    expect(group([3, good], [2, falling], [1, weak])).toEqual({
      policyId: 'small',
      policyVersion: '2026-1',
      applicants: 6,
      scoreBounds: [100, 150],
      score: [1, 2, 3, 0],
      characteristics: [
        { name: 'grade', cells: [5, 1, 0] },
        { name: 'growth', cells: [3, 3, 0, 0] },
      ],
    });
  });

  it('a missing value falls into its attribute, or, without one, leaves the applicant unscored', () => {
    const { score, characteristics } = group(
      [1, { ...good, vatSalesGrowth12: null }],
      [1, { vatSalesGrowth12: '0.1' }],
    );
    expect(score).toEqual([0, 1, 0, 1]);
    expect(characteristics.map(({ cells }) => cells)).toEqual([
      [1, 0, 1],
      [0, 1, 1, 0],
    ]);
  });

  it('a value that cannot be true counts as missing', () => {
    const { characteristics } = group(
      [1, { ...good, vatSalesGrowth12: 'NaN' }],
      [1, { ...good, taxCreditGrade: 'E' }],
    );
    expect(characteristics.map(({ cells }) => cells)).toEqual([
      [1, 0, 1],
      [0, 1, 1, 0],
    ]);
  });

  it('a score on a bound belongs above it', () => {
    const counted = takeCensus(policy, [good, falling], [140, 200]);
    expect(counted.score).toEqual([0, 1, 1, 0]);
  });
});

describe('cellsOf', () => {
  it.each<[string, Applicant]>([
    ['a good one', good],
    ['a weak one', weak],
    ['one with a missing value', { ...good, vatSalesGrowth12: null }],
    ['one that cannot be scored', { vatSalesGrowth12: '0.1' }],
    ['one with a value that cannot be true', { ...good, vatSalesGrowth12: 'NaN' }],
  ])('%s falls where the census counts it', (_, applicant) => {
    const { score, characteristics } = takeCensus(policy, [applicant]);
    const counts = [score, ...characteristics.map(({ cells }) => cells)];
    expect(cellsOf(policy, applicant)).toEqual(counts.map((cells) => cells.indexOf(1)));
  });

  it('goes by the bounds it is given, as of a census with bounds of its own', () => {
    expect(cellsOf(policy, falling, [140, 200])[0]).toBe(1);
  });
});

describe('measureDrift', () => {
  const baseline = group([500, good], [300, falling], [200, weak]);

  it('no change, no alarm', () => {
    const { score, alarms } = measureDrift(policy, baseline, group([50, good], [30, falling], [20, weak]));
    expect([score.index, score.light, alarms]).toEqual([0, 'GREEN', []]);
  });

  it('tells which feature moved, and how far it moved the score', () => {
    const { score, characteristics, alarms } = measureDrift(
      policy,
      baseline,
      group([300, good], [500, falling], [200, weak]),
    );
    // 0.2 × ln(5/3) twice; of growth alone 0.2 × ln(5/3) and 0.2 × ln(7/5)
    expect(score.index).toBeCloseTo(0.4 * Math.log(5 / 3), 9);
    expect(characteristics.map(({ index }) => index)).toEqual([
      0,
      expect.closeTo(0.2 * Math.log(5 / 3) + 0.2 * Math.log(7 / 5), 9),
    ]);
    expect(characteristics.map(({ pointsShift }) => pointsShift)).toEqual([0, expect.closeTo(-0.2 * 60, 9)]);
    expect(alarms).toEqual([
      expect.objectContaining({
        kind: 'SCORE_DRIFT',
        light: 'YELLOW',
        characteristic: null,
        beyondChance: true,
      }),
      expect.objectContaining({
        kind: 'FEATURE_DRIFT',
        light: 'YELLOW',
        characteristic: 'growth',
        feature: 'vatSalesGrowth12',
      }),
    ]);
  });

  it('an alarm of few cases says that chance may do as much', () => {
    const { alarms } = measureDrift(policy, baseline, group([3, good], [5, falling], [2, weak]));
    expect(alarms.map(({ beyondChance }) => beyondChance)).toEqual([false, false]);
  });

  it('gives red alarms before yellow', () => {
    const { alarms } = measureDrift(policy, baseline, group([450, good], [0, falling], [550, weak]));
    expect(alarms.map(({ light }) => light)).toEqual(['RED', 'RED']);
    const mixed = measureDrift(policy, baseline, group([300, good], [500, falling], [200, weak]), {
      yellow: 0.1,
      red: 0.18,
    });
    expect(mixed.alarms.map(({ light }) => light)).toEqual(['RED', 'YELLOW']);
  });

  it('those who could not be scored are a cell of their own', () => {
    const { score } = measureDrift(policy, baseline, group([500, good], [300, {}], [200, weak]));
    expect(score.light).toBe('RED');
  });

  it.each([
    ['another version', { policyVersion: '2026-2' }],
    ['other bounds', { scoreBounds: [100, 160] }],
    ['another characteristic', { characteristics: [] }],
    ['cells that do not fit', { score: [1, 2] }],
  ])('a census of %s is refused', (_, fact) => {
    expect(() => measureDrift(policy, { ...baseline, ...fact }, baseline)).toThrow(CountsInvalid);
  });

  it('a census of nobody is refused', () => {
    expect(() => measureDrift(policy, baseline, group())).toThrow(CountsInvalid);
  });
});
