import { describe, expect, it } from 'vitest';
import type { Applicant } from '../decision/feature-values.ts';
import { CountsInvalid } from '../error.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { policyDocument } from '../testing/policy-document.ts';
import { cellsOf, takeCensus } from './census.ts';
import { type CellCount, OUTCOMES_COUNTED, SCORE_COUNTED, watchCounts } from './watch-counts.ts';

const policy = parsePolicy(policyDocument());
const good: Applicant = { taxCreditGrade: 'A', vatSalesGrowth12: '0.1' };
const weak: Applicant = { taxCreditGrade: 'D', vatSalesGrowth12: '-0.1' };

type Part = readonly [count: number, applicant: Applicant, outcome?: 0 | 1 | 2];

/** What is counted of a month. */
const counted = (month: string, ...parts: readonly Part[]): CellCount[] =>
  parts.flatMap(([count, applicant, outcome = 0]) => [
    { month, count, characteristic: OUTCOMES_COUNTED, cell: outcome },
    ...cellsOf(policy, applicant).map((cell, place) => ({
      ...{ month, count, cell },
      characteristic: SCORE_COUNTED + place,
    })),
  ]);
const census = (count: number, applicant: Applicant) =>
  takeCensus(
    policy,
    Array.from({ length: count }, () => applicant),
  );
const lightsOf = (counts: CellCount[], given = census(1_000, good)) =>
  watchCounts(policy, given, counts, '2026-11').months.map(({ drift }) => drift?.score.light);

describe('watchCounts', () => {
  it('says what became of the decisions of each month, earliest first', () => {
    const { months } = watchCounts(
      policy,
      null,
      [...counted('2026-10', [3, good], [2, weak, 1]), ...counted('2026-09', [1, weak, 2])],
      '2026-11',
    );
    expect(months.map(({ drift, ...month }) => month)).toEqual([
      { month: '2026-09', decisions: 1, approved: 0, declined: 0, referred: 1 },
      { month: '2026-10', decisions: 5, approved: 3, declined: 2, referred: 0 },
    ]);
  });

  it('measures from the census that came with the version', () => {
    const use = watchCounts(policy, census(1_000, good), counted('2026-11', [100, weak]), '2026-11');
    expect(use.baseline).toEqual({ source: 'GIVEN', applicants: 1_000 });
    expect(use.months[0]?.drift?.characteristics.map(({ name, light }) => [name, light])).toEqual([
      ['grade', 'RED'],
      ['growth', 'RED'],
    ]);
  });

  it('the same as measuring a census of the same applicants', () => {
    const half = [...counted('2026-11', [60, good], [40, weak])];
    expect(lightsOf(half, takeCensus(policy, [good, weak, good, weak, good]))).toEqual(['GREEN']);
  });

  it('without a census: from the first whole months with 500 decisions, which have no drift themselves', () => {
    const first = [...counted('2026-08', [400, good]), ...counted('2026-09', [100, good])];
    const use = watchCounts(policy, null, [...first, ...counted('2026-10', [100, weak])], '2026-11');
    expect(use.baseline).toEqual({ source: 'FIRST_MONTHS', applicants: 500 });
    expect(use.months.map(({ drift }) => drift?.score.light)).toEqual([undefined, undefined, 'RED']);
  });

  it.each([
    ['one decision too few', counted('2026-10', [499, good]), '2026-11'],
    ['a month that still runs', counted('2026-11', [5_000, good]), '2026-11'],
    ['a month to come, by a clock that went back', counted('2026-12', [5_000, good]), '2026-11'],
  ])('%s makes no baseline', (_, counts, running) => {
    const use = watchCounts(policy, null, counts, running);
    expect([use.baseline, ...use.months.map(({ drift }) => drift)].filter(Boolean)).toEqual([]);
  });

  it('what is counted of months to come is left out', () => {
    expect(lightsOf([...counted('2026-11', [1, good]), ...counted('2026-12', [1, weak])])).toHaveLength(1);
  });

  it('few applicants are within chance where many are beyond it', () => {
    const beyond = (times: number) => {
      const counts = counted('2026-11', [6 * times, good], [4 * times, weak]);
      const given = takeCensus(policy, [...Array(800).fill(good), ...Array(200).fill(weak)]);
      const { index, byChance } = watchCounts(policy, given, counts, '2026-11').months[0]!.drift!.score;
      return [index >= 0.1, index > byChance];
    };
    expect([beyond(3), beyond(100)]).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  it('of a hundred months drawn from the very same applicants, looked at all the time, hardly one is beyond chance', () => {
    let state = 1;
    const random = () => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    const draw = () => (random() < 0.7 ? good : weak);
    const given = takeCensus(policy, Array.from({ length: 1_000 }, draw));
    const alarmed = Array.from({ length: 100 }).filter(() => {
      const counts: CellCount[] = [];
      return Array.from({ length: 20 }).some((_, look) => {
        counts.push(...Array.from({ length: 50 }, () => counted('2026-11', [1, draw()])).flat());
        const { score, characteristics } = watchCounts(policy, given, counts, '2026-11').months[0]!.drift!;
        return look > 0 && [score, ...characteristics].some(({ index, byChance }) => index > byChance);
      });
    });
    expect(alarmed.length).toBeLessThanOrEqual(5);
  });

  it.each<[string, Partial<CellCount>]>([
    ['a characteristic that it has not', { characteristic: 2 }],
    ['a place below all', { characteristic: -3 }],
    ['a cell that it has not', { cell: 9 }],
    ['one more in the score than decisions', { characteristic: SCORE_COUNTED, cell: 0 }],
    ['one more decision than scores', { characteristic: OUTCOMES_COUNTED, cell: 0 }],
  ])('counts with %s are refused', (_, fact) => {
    const one: CellCount = { month: '2026-11', characteristic: 0, cell: 0, count: 1, ...fact };
    expect(() => watchCounts(policy, null, [...counted('2026-11', [5, good]), one], '2026-11')).toThrow(
      CountsInvalid,
    );
  });
});
