import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dec } from '../decimal.ts';
import { EXAMPLE_POLICIES } from '../policies/examples/index.ts';
import { POLICIES } from '../policies/policies.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyDocument } from '../policy/policy.ts';
import { policyDocument } from '../testing/policy-document.ts';
import { randomPolicy } from '../testing/random-policy.ts';
import { decide } from './decide.ts';
import { offerBounds } from './offer-bounds.ts';

const { limit } = policyDocument();
const [tax, cap] = limit.leastOf;
const share = { zh: '占比', en: 'Share' };
/** The bounds of a policy whose limit is capped by this amount too. */
const ceilingOf = (amount: object, part: Partial<PolicyDocument['limit']> = {}): string => {
  const reads = JSON.stringify(amount).includes('"share"');
  const features: PolicyDocument['features'] = [
    ...policyDocument().features,
    ...(reads
      ? [{ name: 'share', definition: { unit: 'RATIO', name: share }, missing: 'REFER' } as const]
      : []),
  ];
  const composed = {
    name: 'composed',
    ...amount,
    reference: 'test',
  } as PolicyDocument['limit']['leastOf'][number];
  const leastOf = [tax!, cap!, composed];
  return offerBounds(parsePolicy(policyDocument({ features, limit: { ...limit, leastOf, ...part } }))).limit;
};

describe('offerBounds · the highest limit', () => {
  it.each([
    ['the highest cap of a rating that is admitted', { amount: '600000.00' }, '500000.00'],
    ['a constant below it', { amount: '123456.78' }, '123000.00'],
    ['a least of several', { leastOf: [{ amount: '90000.00' }, { amount: '80000.00' }] }, '80000.00'],
    ['a greatest of several', { greatestOf: [{ amount: '90000.00' }, { amount: '80000.00' }] }, '90000.00'],
    ['a sum', { sumOf: [{ amount: '90000.00' }, { amount: '80000.00' }] }, '170000.00'],
    ['a difference', { difference: [{ amount: '90000.00' }, { amount: '80000.00' }] }, '10000.00'],
    [
      'a difference from what can be below 0',
      { difference: [{ amount: '90000.00' }, { feature: 'vatPayable12', multiple: '1' }] },
      '500000.00',
    ],
    [
      'a factor by rating goes with the cap of the same rating',
      {
        product: {
          of: { capByRating: { A: '20000.00', B: '10000.00' } },
          factors: [{ numberByRating: { A: '2', B: '1' } }],
        },
      },
      '40000.00',
    ],
    [
      '1 − a ratio that can be −1,000',
      { product: { of: { amount: '100.00' }, factors: [{ complementOf: 'share' }] } },
      '100000.00',
    ],
  ])('%s', (_, amount, expected) => {
    expect(ceilingOf(amount)).toBe(expected);
  });

  it('税融通: 3,000,000 yuan', () => {
    const [bounds] = [...POLICIES.values()].map(offerBounds);
    expect(bounds?.limit).toBe('3000000.00');
  });
});

describe('offerBounds · rates', () => {
  const bounds = (part: Partial<PolicyDocument>) => {
    const { limit: _, ...rates } = offerBounds(parsePolicy(policyDocument(part)));
    return rates;
  };

  it('by rating: from the lowest to the highest', () => {
    expect(bounds({})).toEqual({ rateFloor: '0.05', rateCeiling: '0.08' });
  });

  it('of a policy that admits no rating: nothing is lent, at no rate', () => {
    const policy = parsePolicy(
      policyDocument({
        rating: [{ rating: 'C', from: null, admitted: false }],
        limit: { ...limit, leastOf: [tax!, { name: 'cap', amount: '50000.00', reference: 'test' }] },
        price: {
          annualRateByRating: {},
          ceiling: { annualRate: '0.24', reference: 'test' },
          reference: 'test',
        },
      }),
    );
    expect(offerBounds(policy)).toEqual({ limit: '0.00', rateFloor: '0', rateCeiling: '0' });
  });

  /** @param probability At 100 points, which are the fewest that are lent to; at 200, the most there are, it is 0.01. */
  const byRisk = (part: object, probability = '0.11') =>
    bounds({
      price: {
        byRisk: { fundingCost: '0.03141', lossGivenDefault: '0.5', margin: '0.03', floor: '0', ...part },
        ceiling: { annualRate: '0.24', reference: 'test' },
        reference: 'test',
      },
      defaultProbability: {
        knots: [
          { score: 100, probability },
          { score: 200, probability: '0.01' },
        ],
        reference: 'test',
      },
    });

  it('by risk: from the rate at the best score there is to that at the worst that is lent to', () => {
    expect(byRisk({})).toEqual({ rateFloor: '0.0665', rateCeiling: '0.1165' });
  });

  it('by risk: not below the floor', () => {
    expect(byRisk({ floor: '0.07' })).toEqual({ rateFloor: '0.07', rateCeiling: '0.1165' });
  });

  it('by risk: not above the ceiling in law', () => {
    expect(byRisk({}, '0.9')).toEqual({ rateFloor: '0.0665', rateCeiling: '0.24' });
  });

  it('by risk, of 微业贷: its fewest points that are lent to have a probability of 0.06', () => {
    const { rateFloor, rateCeiling } = offerBounds(EXAMPLE_POLICIES.get('example-wei-ye-dai@2026-1')!);
    expect({ rateFloor, rateCeiling }).toEqual({ rateFloor: '0.0365', rateCeiling: '0.0706' });
  });
});

describe('offerBounds promise', () => {
  it('nobody is offered more, at a lower rate or at a higher one: random policies', () => {
    let approved = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const { document, applicant } = randomPolicy(seed);
        const policy = parsePolicy(document);
        const { limit, rateFloor, rateCeiling } = offerBounds(policy);
        for (let one = 0; one < 20; one += 1) {
          const result = decide(policy, applicant(), '2026-11-21');
          if (result.outcome !== 'APPROVED') continue;
          approved += 1;
          expect(new Dec(result.limit).lte(limit)).toBe(true);
          expect(new Dec(result.annualRate ?? 0).gte(rateFloor)).toBe(true);
          expect(new Dec(result.annualRate ?? 0).lte(rateCeiling)).toBe(true);
        }
      }),
      { numRuns: 200, seed: 7 },
    );
    expect(approved).toBeGreaterThan(200);
  });

  it.each([...POLICIES, ...EXAMPLE_POLICIES])('%s has a ceiling', (_, policy) => {
    expect(new Dec(offerBounds(policy).limit).gt(0)).toBe(true);
  });
});
