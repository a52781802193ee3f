import { INDICATORS, type IndicatorName, type Indicators, type IndicatorValue } from '@xinqiao/contracts';
import fc from 'fast-check';
import { Dec } from '../decimal.ts';
import type { Policy } from '../policy/policy.ts';

/** Values from the most harmful to the least, any place in the range of the indicator. */
const GRADES = ['D', 'C', 'M', 'B', 'A'];
const HARMFUL_WHEN_HIGH: ReadonlySet<IndicatorName> = new Set([
  'openAbnormalListings',
  'zeroFilingMonths12',
  'longestZeroFilingStreak12',
  'lateFilings12',
  'openArrears',
  'longestInvoiceGap24',
  'voidShare12',
  'redShare12',
  'topTenCustomerShare12',
  'openEnforcements',
]);
const HIGHEST: Partial<Record<IndicatorName, number>> = {
  registrationActive: 1,
  vatFiledMonths12: 12,
  zeroFilingMonths12: 12,
  lateFilings12: 12,
  invoicedMonths12: 12,
  longestInvoiceGap24: 24,
  voidShare12: 1,
  topTenCustomerShare12: 1,
};

/** Orders two values of an indicator: negative when `a` harms more. */
export function byHarm(name: IndicatorName, a: IndicatorValue, b: IndicatorValue): number {
  if (INDICATORS[name].unit === 'GRADE') return GRADES.indexOf(String(a)) - GRADES.indexOf(String(b));
  const difference = new Dec(String(a)).cmp(String(b));
  return HARMFUL_WHEN_HIGH.has(name) ? -difference : difference;
}

/** A known value, with the policy's own bounds and their neighbours among them more often than chance. */
export function knownValue(policy: Policy, name: IndicatorName): fc.Arbitrary<IndicatorValue> {
  const { unit } = INDICATORS[name];
  if (unit === 'GRADE') return fc.constantFrom(...GRADES);
  const places = unit === 'AMOUNT' ? 2 : unit === 'RATIO' ? 6 : 0;
  const scale = 10 ** places;
  const negative = /Sales12|Purchases12|Payable12|Growth12/.test(name);
  const highest = (HIGHEST[name] ?? (unit === 'AMOUNT' ? 100_000_000 : unit === 'RATIO' ? 3 : 600)) * scale;
  const write = (units: number): IndicatorValue => {
    const value = new Dec(Math.min(Math.max(units, negative ? -highest : 0), highest)).div(scale);
    if (unit === 'AMOUNT') return value.toFixed(2);
    return unit === 'RATIO' ? value.toFixed() : value.toNumber();
  };
  const bounds = boundsOf(policy, name).map((bound) => new Dec(bound).times(scale).toNumber());
  const anywhere = fc.integer({ min: negative ? -highest : 0, max: highest });
  const nearBounds = fc
    .tuple(fc.constantFrom(0, ...bounds), fc.constantFrom(-1, 0, 1))
    .map(([bound, step]) => bound + step);
  return fc.oneof(anywhere, nearBounds).map(write);
}

function boundsOf({ admission, scorecard }: Policy, name: IndicatorName): (string | number)[] {
  return [
    ...admission.filter(({ feature }) => feature === name).flatMap(({ test }) => Object.values(test).flat()),
    ...scorecard.characteristics
      .filter(({ feature }) => feature === name)
      .flatMap(({ attributes }) => attributes)
      .flatMap((attribute) => ('from' in attribute ? [attribute.from, attribute.to] : []))
      .filter((bound) => bound !== null),
  ];
}

export const featureOf = (policy: Policy): fc.Arbitrary<IndicatorName> =>
  fc.constantFrom(...policy.features.map(({ name }) => name as IndicatorName));

/** An enterprise like the best one save in up to six features, which may be missing. */
export const indicatorsOf = (policy: Policy, best: Indicators): fc.Arbitrary<Indicators> =>
  fc
    .subarray(
      policy.features.map(({ name }) => name as IndicatorName),
      { maxLength: 6 },
    )
    .chain((names) =>
      fc
        .tuple(
          ...names.map((name) =>
            fc.oneof(
              { weight: 9, arbitrary: knownValue(policy, name) },
              { weight: 1, arbitrary: fc.constant(null) },
            ),
          ),
        )
        .map((values) => ({
          ...best,
          ...Object.fromEntries(names.map((name, index) => [name, values[index]])),
        })),
    );
