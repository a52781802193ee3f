import type { Indicators } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dec } from '../decimal.ts';
import { counterfactuals } from '../decision/counterfactuals.ts';
import { decide } from '../decision/decide.ts';
import { readFeatures } from '../decision/feature-values.ts';
import { stepsOf } from '../decision/steps.ts';
import { allFacts } from '../policy/feature.ts';
import { writeUnits } from '../policy/write-units.ts';
import { indicatorsOf } from '../testing/arbitraries.ts';
import { bestTaxpayer } from '../testing/indicators.ts';
import { SHUI_RONG_TONG_2026_2 as POLICY } from './revised.ts';
import { SHUI_RONG_TONG_2026_1 } from './shui-rong-tong.ts';

const AS_OF = '2026-11-23';
const anyone = indicatorsOf(POLICY, bestTaxpayer());
const facts = allFacts(POLICY.features);
const decided = (indicators: Indicators) => decide(POLICY, indicators, AS_OF);
const found = (indicators: Indicators) =>
  counterfactuals(POLICY, indicators, AS_OF).found.map(({ changes, result }) => [
    changes.map(({ feature, from, to }) => `${feature} ${from} → ${to}`).join(', '),
    result.outcome,
    result.limit,
  ]);

const RANK = ['DECLINED', 'REFERRED', 'APPROVED'];
function isBetter(after: Indicators, before: Indicators): boolean {
  const [one, other] = [decided(before), decided(after)];
  const gain = RANK.indexOf(other.outcome) - RANK.indexOf(one.outcome);
  return gain > 0 || (gain === 0 && other.outcome === 'APPROVED' && new Dec(other.limit).gt(one.limit));
}

describe('税融通 2026-2', () => {
  it('decides as 2026-1 does', () => {
    fc.assert(
      fc.property(anyone, (indicators) => {
        const { policyVersion: _, ...before } = decide(SHUI_RONG_TONG_2026_1, indicators, AS_OF);
        const { policyVersion, ...now } = decided(indicators);
        expect([policyVersion, now]).toEqual(['2026-2', before]);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves 2026-1 as it was: without influence, and still able to decide', () => {
    expect(JSON.stringify(SHUI_RONG_TONG_2026_1)).not.toContain('influence');
    expect(decide(SHUI_RONG_TONG_2026_1, bestTaxpayer(), AS_OF)).toMatchObject({
      policyVersion: '2026-1',
      outcome: 'APPROVED',
    });
  });

  it.each<[string, Indicators, unknown[][]]>([
    ['arrears: pay them', { openArrears: '12.30' }, [['openArrears 12.30 → 0.00', 'APPROVED', '3000000.00']]],
    [
      'one fen short of enough tax: one fen, and the limit is 7 × the tax',
      { vatPayable12: '9999.99' },
      [['vatPayable12 9999.99 → 10000.00', 'APPROVED', '70000.00']],
    ],
    ['too young: nothing but time helps', { ageMonths: 23 }, []],
    ['a grade C: in the hands of the tax office', { taxCreditGrade: 'C' }, []],
    [
      'two cases and an abnormal listing: both must go',
      { openEnforcements: 2, openAbnormalListings: 1 },
      [['openAbnormalListings 1 → 0, openEnforcements 2 → 0', 'APPROVED', '3000000.00']],
    ],
  ])('%s', (_, fact, expected) => {
    expect(found(bestTaxpayer(fact))).toEqual(expected);
  });

  it('each way changes the decision, moves only what can be moved, and only the way it can', () => {
    let ways = 0;
    fc.assert(
      fc.property(anyone, (indicators) => {
        for (const { changes, result } of counterfactuals(POLICY, indicators, AS_OF).found) {
          const changed = {
            ...indicators,
            ...Object.fromEntries(changes.map(({ feature, to }) => [feature, to])),
          };
          expect(isBetter(changed, indicators)).toBe(true);
          expect(decided(changed)).toEqual(result);
          for (const { feature, from, to } of changes)
            expect(new Dec(to).cmp(from)).toBe(facts.get(feature)!.influence === 'RAISE' ? 1 : -1);
          ways += 1;
        }
      }),
      { numRuns: 300, seed: 2026 },
    );
    expect(ways).toBeGreaterThan(100);
  });

  it('none is smaller: every value of one figure, and every pair of them, was tried', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyone, (indicators) => {
        const values = readFeatures(POLICY.features, indicators);
        const before = decided(indicators);
        const target = before.outcome === 'APPROVED' ? new Dec(before.limit).plus(1000) : new Dec(10_000);
        const moves = [...facts.values()].flatMap((each) =>
          stepsOf(POLICY, each, values, target).map((units, index) => ({
            feature: each.name,
            to: writeUnits(each, units)!,
            steps: index + 1,
          })),
        );
        const works = (...changes: typeof moves) =>
          isBetter(
            { ...indicators, ...Object.fromEntries(changes.map(({ feature, to }) => [feature, to])) },
            indicators,
          );
        const smallest = new Map<string, number>();
        const note = (...changes: typeof moves) => {
          const key = changes.map(({ feature }) => feature).join();
          const steps = changes.reduce((sum, change) => sum + change.steps, 0);
          if (works(...changes)) smallest.set(key, Math.min(steps, smallest.get(key) ?? Infinity));
        };
        for (const move of moves) note(move);
        if (smallest.size === 0)
          moves.forEach((move, place) => {
            for (const other of moves.slice(place + 1)) if (other.feature !== move.feature) note(move, other);
          });
        const { found: ways } = counterfactuals(POLICY, indicators, AS_OF, { mostFeatures: 2 });
        expect(
          new Map(
            ways.map(({ changes }) => [
              changes.map(({ feature }) => feature).join(),
              changes.reduce((sum, { steps }) => sum + steps, 0),
            ]),
          ),
        ).toEqual(smallest);
        compared += smallest.size;
      }),
      { numRuns: 150, seed: 22 },
    );
    expect(compared).toBeGreaterThan(30);
  });
});
