import { describe, expect, it } from 'vitest';
import { Dec } from '../decimal.ts';
import { WEI_YE_DAI_2026_1 } from '../policies/examples/wei-ye-dai.ts';
import { YUN_SHUI_DAI_2026_1 } from '../policies/examples/yun-shui-dai.ts';
import { allFacts } from '../policy/feature.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy, PolicyDocument } from '../policy/policy.ts';
import { writeUnits } from '../policy/write-units.ts';
import { policyDocument, rule } from '../testing/policy-document.ts';
import { randomPolicy, seededRandom } from '../testing/random-policy.ts';
import { counterfactuals } from './counterfactuals.ts';
import { decide, decidingFeatures } from './decide.ts';
import { type Applicant, readFeatures } from './feature-values.ts';
import { stepsOf } from './steps.ts';

const AS_OF = '2026-11-21';

const taxpayer = (fact: Applicant = {}): Applicant => ({
  taxCreditGrade: 'A',
  taxPaid12: '150000.00',
  valueAddedTaxPaid24: '200000.00',
  incomeTaxPaid24: '100000.00',
  lateTaxPaymentMonths12: 0,
  taxPaidGrowth12: '0',
  ownerAge: 45,
  ...fact,
});
const brief = (policy: Policy, applicant: Applicant) =>
  counterfactuals(policy, applicant, AS_OF).found.map(({ changes, result }) => [
    changes.map(({ feature, from, to }) => `${feature} ${from} → ${to}`).join(', '),
    result.outcome,
    result.limit,
  ]);

describe('counterfactuals', () => {
  it('one fen short of enough tax: enough tax', () => {
    expect(brief(YUN_SHUI_DAI_2026_1, taxpayer({ taxPaid12: '29999.99' }))).toEqual([
      ['taxPaid12 29999.99 → 30000.00', 'APPROVED', '1150000.00'],
    ]);
  });

  it('approved: whatever alone raises the limit by its smallest step', () => {
    // 3.5 × and 4.5 × two years of tax must give 1,000 yuan more.
    expect(brief(YUN_SHUI_DAI_2026_1, taxpayer())).toEqual([
      ['valueAddedTaxPaid24 200000.00 → 200285.72', 'APPROVED', '1151000.00'],
      ['incomeTaxPaid24 100000.00 → 100222.23', 'APPROVED', '1151000.00'],
    ]);
  });

  it('a rating that is not admitted: by points, fewest bounds first', () => {
    // B: 250, three late months: 0, growth: 0; 450 is admitted.
    const declined = taxpayer({ taxCreditGrade: 'B', lateTaxPaymentMonths12: 5, taxPaidGrowth12: '-0.5' });
    expect(brief(YUN_SHUI_DAI_2026_1, declined)).toEqual([
      ['taxPaidGrowth12 -0.5 → -0.4', 'APPROVED', '850000.00'],
      ['lateTaxPaymentMonths12 5 → 0', 'APPROVED', '850000.00'],
    ]);
  });

  it('two figures in one term, of which neither does alone: both', () => {
    const flow = ['invoicedSales12', 'invoicedPurchases12'] as const;
    const { features, limit } = policyDocument();
    const policy = parsePolicy(
      policyDocument({
        features: [
          ...features,
          ...flow.map((name) => ({ name, influence: 'RAISE', missing: 'REFER' }) as const),
        ],
        limit: {
          ...limit,
          leastOf: [
            ...limit.leastOf,
            {
              name: 'flow',
              leastOf: flow.map((feature) => ({ feature, multiple: '0.3' })),
              reference: 'test',
            },
          ],
        },
      }),
    );
    const applicant = {
      ageMonths: 60,
      taxCreditGrade: 'A',
      vatPayable12: '90000.00',
      vatSalesGrowth12: '0.2',
    };
    expect(
      brief(policy, { ...applicant, invoicedSales12: '10000.00', invoicedPurchases12: '20000.00' }),
    ).toEqual([
      [
        'invoicedSales12 10000.00 → 33333.34, invoicedPurchases12 20000.00 → 33333.34',
        'APPROVED',
        '10000.00',
      ],
    ]);
  });

  it('what nobody can move is no way: grade, age', () => {
    expect(counterfactuals(YUN_SHUI_DAI_2026_1, taxpayer({ ownerAge: 61 }), AS_OF)).toEqual({
      found: [],
      exhaustive: true,
    });
    expect(brief(YUN_SHUI_DAI_2026_1, taxpayer({ taxCreditGrade: 'M' }))).toEqual([]);
  });

  it('the highest limit cannot be raised', () => {
    expect(brief(YUN_SHUI_DAI_2026_1, taxpayer({ valueAddedTaxPaid24: '9000000.00' }))).toEqual([]);
  });

  it('two figures where one is not enough', () => {
    const found = brief(
      YUN_SHUI_DAI_2026_1,
      taxpayer({
        taxPaid12: '20000.00',
        taxCreditGrade: 'B',
        lateTaxPaymentMonths12: 5,
        taxPaidGrowth12: '-0.5',
      }),
    );
    expect(found[0]![0]).toBe('taxPaid12 20000.00 → 30000.00, taxPaidGrowth12 -0.5 → -0.4');
    expect(found.every(([changes]) => String(changes).split(', ').length === 2)).toBe(true);
  });

  it('one better outcome is enough: referred in place of declined', () => {
    const referred = parsePolicy(
      policyDocument({
        features: policyDocument().features.map((feature) =>
          feature.name === 'vatPayable12' ? { ...feature, influence: 'RAISE' } : feature,
        ),
        admission: [
          rule({ onFail: 'REFER' }),
          rule({
            id: 'tax',
            feature: 'vatPayable12',
            test: { atLeast: '20000.00' },
            reasonCode: 'TAX_TOO_LOW',
          }),
        ],
      }),
    );
    const young = { ageMonths: 5, taxCreditGrade: 'A', vatPayable12: '1.00', vatSalesGrowth12: '0' };
    const [found] = counterfactuals(referred, young, '2026-06-15').found;
    expect(found?.result.outcome).toBe('REFERRED');
    expect(found?.changes).toEqual([{ feature: 'vatPayable12', from: '1.00', to: '20000.00', steps: 2 }]);
  });

  it('says when it stopped before the end', () => {
    const { found, exhaustive } = counterfactuals(
      YUN_SHUI_DAI_2026_1,
      taxpayer({ ownerAge: 61, taxPaidGrowth12: '-0.5' }),
      AS_OF,
      { mostDecisions: 1 },
    );
    expect([found, exhaustive]).toEqual([[], false]);
  });

  it('as many as are asked for, the smallest of all', () => {
    const { found } = counterfactuals(YUN_SHUI_DAI_2026_1, taxpayer(), AS_OF);
    const one = counterfactuals(YUN_SHUI_DAI_2026_1, taxpayer(), AS_OF, { mostFound: 1 });
    expect(one).toEqual({ found: found.slice(0, 1), exhaustive: true });
  });

  it('a value that cannot be true is refused as decide refuses it', () => {
    expect(() => counterfactuals(YUN_SHUI_DAI_2026_1, taxpayer({ ownerAge: -1 }), AS_OF)).toThrow(
      expect.objectContaining({ code: 'FEATURE_INVALID' }),
    );
  });
});

const RANK = ['DECLINED', 'REFERRED', 'APPROVED'];
const improved = (
  policy: Policy,
  before: Applicant,
  after: Applicant,
  one = decide(policy, before, AS_OF),
) => {
  const other = decide(policy, after, AS_OF);
  const gain = RANK.indexOf(other.outcome) - RANK.indexOf(one.outcome);
  return gain > 0 || (gain === 0 && other.outcome === 'APPROVED' && new Dec(other.limit).gt(one.limit));
};

/** A random policy whose numbers can be moved, some up and some down. */
function movable(seed: number): { policy: Policy; applicant: () => Applicant } {
  const { document, applicant } = randomPolicy(seed);
  const random = seededRandom(seed + 7);
  const features: PolicyDocument['features'] = document.features.map((feature) => {
    const draw = random();
    if (['CATEGORY', 'GRADE'].includes(feature.definition!.unit) || draw < 0.2) return feature;
    return { ...feature, influence: draw < 0.6 ? 'RAISE' : 'LOWER' };
  });
  return { policy: parsePolicy({ ...document, features }), applicant };
}

describe('counterfactuals of random policies', () => {
  /** Every working change of one feature on the steps of the policy, or where none works of two: by brute force. */
  function everyChange(policy: Policy, applicant: Applicant) {
    const features = decidingFeatures(policy);
    const values = readFeatures(features, applicant);
    const before = decide(policy, applicant, AS_OF);
    const { outcome, limit } = before;
    const { roundDownTo: step, minimum } = policy.limit;
    const least = new Dec(minimum).div(step).ceil().times(step);
    const target = outcome === 'APPROVED' ? new Dec(limit).plus(step) : least;
    const single = [...allFacts(features).values()].flatMap((facts) =>
      stepsOf(policy, facts, values, target).map((units, index) => ({
        feature: facts.name,
        to: writeUnits(facts, units)!,
        steps: index + 1,
      })),
    );
    const works = (changes: readonly { feature: string; to: string | number }[]) =>
      improved(
        policy,
        applicant,
        { ...applicant, ...Object.fromEntries(changes.map(({ feature, to }) => [feature, to])) },
        before,
      );
    const alone = single.map((one) => [one]).filter(works);
    if (alone.length > 0) return alone;
    const pairs = single.flatMap((one, at) =>
      single.slice(at + 1).flatMap((other) => (other.feature === one.feature ? [] : [[one, other]])),
    );
    return pairs.filter(works);
  }

  it('each changes the answer, moves only what can be moved and the way it can, and none is smaller', () => {
    let found = 0;
    for (let seed = 1; seed <= 110; seed += 1) {
      const { policy, applicant } = movable(seed);
      const facts = allFacts(policy.features);
      for (let each = 0; each < 3; each += 1) {
        const firm = applicant();
        const result = counterfactuals(policy, firm, AS_OF, { mostFeatures: 2 });
        expect(result.exhaustive).toBe(true);
        const smallest = new Map<string, number>();
        for (const changes of everyChange(policy, firm)) {
          const key = changes.map(({ feature }) => feature).join();
          const steps = changes.reduce((sum, change) => sum + change.steps, 0);
          smallest.set(key, Math.min(steps, smallest.get(key) ?? Infinity));
        }
        expect(
          new Map(
            result.found.map(({ changes }) => [
              changes.map(({ feature }) => feature).join(),
              changes.reduce((sum, { steps }) => sum + steps, 0),
            ]),
          ),
        ).toEqual(smallest);
        for (const { changes, result: after } of result.found) {
          const changed = { ...firm, ...Object.fromEntries(changes.map(({ feature, to }) => [feature, to])) };
          expect(improved(policy, firm, changed)).toBe(true);
          expect(after).toEqual(decide(policy, changed, AS_OF));
          for (const { feature, from, to } of changes)
            expect(new Dec(to).cmp(from)).toBe(facts.get(feature)!.influence === 'RAISE' ? 1 : -1);
          found += 1;
        }
      }
    }
    expect(found).toBeGreaterThan(30);
  });
});

describe('counterfactuals of shipped examples', () => {
  it('a single figure changed by anything less, on a step or between, changes nothing', () => {
    const random = seededRandom(3);
    const draw = (from: number, to: number) => Math.floor(from + random() * (to - from));
    let tried = 0;
    for (let each = 0; each < 120; each += 1) {
      const firm: Applicant = {
        ageMonths: draw(20, 60),
        legalRepresentativeMonths: draw(20, 60),
        invoicedSales12: `${draw(500_000, 20_000_000)}.00`,
        invoicedPurchases12: `${draw(100_000, 9_000_000)}.00`,
        vatPayable12: `${draw(0, 200_000)}.00`,
        invoicedMonths12: draw(6, 13),
        lateFilings6: draw(0, 2),
        topTenCustomerShare12: `0.${draw(1, 9)}`,
        creditOverdue6: draw(0, 8) === 0 ? 1 : 0,
      };
      for (const { changes } of counterfactuals(WEI_YE_DAI_2026_1, firm, AS_OF, { mostFeatures: 1 }).found) {
        const { feature, from, to } = changes[0]!;
        const places = typeof to === 'number' ? 0 : feature.endsWith('Share12') ? 6 : 2;
        const span = new Dec(to).minus(from);
        for (const share of [0.1, 0.5, 0.9, 0.99999]) {
          const between = new Dec(from)
            .plus(span.times(share))
            .toDecimalPlaces(places, span.gt(0) ? Dec.ROUND_FLOOR : Dec.ROUND_CEIL);
          if (between.eq(to)) continue;
          const value =
            typeof to === 'number'
              ? between.toNumber()
              : places === 2
                ? between.toFixed(2)
                : between.toFixed();
          expect(improved(WEI_YE_DAI_2026_1, firm, { ...firm, [feature]: value })).toBe(false);
          tried += 1;
        }
      }
    }
    expect(tried).toBeGreaterThan(100);
  });
});
