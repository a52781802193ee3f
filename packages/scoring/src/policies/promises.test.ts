import {
  PolicyResult as Contract,
  type IndicatorName,
  type Indicators,
  IndicatorValue,
  type PolicyResult,
} from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dec } from '../decimal.ts';
import { decide } from '../decision/decide.ts';
import { readFeatures } from '../decision/feature-values.ts';
import { limitTerms } from '../decision/limit-terms.ts';
import { FeatureInvalid } from '../error.ts';
import { byHarm, featureOf, indicatorsOf, knownValue } from '../testing/arbitraries.ts';
import { bestInvoicer, bestTaxpayer } from '../testing/indicators.ts';
import { INVOICE_FLOW_2026_1 } from './invoice-flow.ts';
import { SHUI_RONG_TONG_2026_1 } from './shui-rong-tong.ts';

const AS_OF = '2026-11-21';
const OUTCOMES = ['DECLINED', 'REFERRED', 'APPROVED'];

/** True when `worse` is in no respect better for the applicant than `better`. */
function noBetter(worse: PolicyResult, better: PolicyResult): boolean {
  const bothScored = worse.score !== null && better.score !== null;
  const bothPriced = worse.annualRate !== null && better.annualRate !== null;
  return (
    OUTCOMES.indexOf(worse.outcome) <= OUTCOMES.indexOf(better.outcome) &&
    new Dec(worse.limit).lte(better.limit) &&
    (!bothScored || worse.score! <= better.score!) &&
    (!bothPriced || new Dec(worse.annualRate!).gte(better.annualRate!))
  );
}

describe.each([
  ['税融通 2026-1', SHUI_RONG_TONG_2026_1, bestTaxpayer()],
  ['票流贷 2026-1', INVOICE_FLOW_2026_1, bestInvoicer()],
])('%s promises', (_, policy, best) => {
  const anyone = indicatorsOf(policy, best);
  const decided = (indicators: Indicators) => decide(policy, indicators, AS_OF);

  it('every outcome is met below', () => {
    const outcomes = fc.sample(anyone, { numRuns: 500, seed: 1 }).map((one) => decided(one).outcome);
    expect(new Set(outcomes)).toEqual(new Set(OUTCOMES));
  });

  it('absence never helps: at best a person looks, told that data is missing', () => {
    const removal = fc.tuple(anyone, featureOf(policy), fc.constantFrom(null, undefined));
    fc.assert(
      fc.property(removal, ([indicators, name, nothing]) => {
        const before = decided(indicators);
        const after = decided({ ...indicators, [name]: nothing });
        const sentToAPerson =
          after.outcome === 'REFERRED' && after.reasons.some(({ code }) => code === 'DATA_MISSING');
        expect(after.missing).toContain(name);
        expect(sentToAPerson || noBetter(after, before)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('worse figures never have a better outcome, limit, score or rate', () => {
    const worsening = fc
      .tuple(anyone, featureOf(policy))
      .chain(([indicators, name]) =>
        fc
          .tuple(knownValue(policy, name), knownValue(policy, name))
          .map((pair) => ({ indicators, name, pair: pair.sort((a, b) => byHarm(name, a, b)) })),
      );
    fc.assert(
      fc.property(worsening, ({ indicators, name, pair: [harmful, harmless] }) => {
        const worse = decided({ ...indicators, [name]: harmful });
        const better = decided({ ...indicators, [name]: harmless });
        expect(noBetter(worse, better)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('a limit is at most each term, a multiple of the step, at least the smallest loan, and never missed', () => {
    fc.assert(
      fc.property(anyone, (indicators) => {
        const { outcome, limit, rating } = decided(indicators);
        if (outcome !== 'APPROVED') {
          expect(limit).toBe('0.00');
          return;
        }
        const terms = limitTerms(policy.limit, rating!, readFeatures(policy.features, indicators));
        const next = new Dec(limit).plus(policy.limit.roundDownTo);
        expect(terms.every(({ amount }) => amount.gte(limit))).toBe(true);
        expect(terms.some(({ amount }) => amount.lt(next))).toBe(true);
        expect(new Dec(limit).mod(policy.limit.roundDownTo).isZero()).toBe(true);
        expect(new Dec(limit).gte(policy.limit.minimum)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('the same figures give the same bytes, in whatever order they come', () => {
    fc.assert(
      fc.property(anyone, (indicators) => {
        const reversed = Object.fromEntries(Object.entries(indicators).reverse());
        expect(JSON.stringify(decided(reversed))).toBe(JSON.stringify(decided(indicators)));
      }),
    );
  });

  it('the result is what the contract says, and leaves its input alone', () => {
    fc.assert(
      fc.property(anyone, (indicators) => {
        const given = structuredClone(indicators);
        const result = decided(indicators);
        expect(Contract.parse(result)).toEqual(result);
        expect(indicators).toEqual(given);
      }),
    );
  });

  it('whatever is no value of an indicator is refused, never decided on', () => {
    const garbage = fc
      .anything({ withBigInt: true, withNullPrototype: true, withObjectString: true })
      .filter((value) => value !== undefined && !IndicatorValue.safeParse(value).success);
    fc.assert(
      fc.property(featureOf(policy), garbage, (name: IndicatorName, value) => {
        expect(() => decided({ ...best, [name]: value } as Indicators)).toThrow(FeatureInvalid);
      }),
    );
  });

  it('text and numbers that merely resemble values are refused or decided as the values they are', () => {
    const resembling = fc.oneof(fc.double(), fc.integer(), fc.string(), fc.double().map(String));
    fc.assert(
      fc.property(featureOf(policy), resembling, (name, value) => {
        try {
          expect(noBetter(decided({ ...best, [name]: value }), decided(best))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FeatureInvalid);
        }
      }),
      { numRuns: 500 },
    );
  });
});
