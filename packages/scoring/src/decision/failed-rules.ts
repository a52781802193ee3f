import { Dec } from '../decimal.ts';
import type { AdmissionRule, FeatureTest } from '../policy/admission.ts';
import type { FeatureValue, FeatureValues } from './feature-values.ts';

/** Rules that a known value breaks, in policy order. What is not known breaks no rule: its treatment decides. */
export const failedRules = (rules: readonly AdmissionRule[], values: FeatureValues): AdmissionRule[] =>
  rules.filter(({ feature, test }) => {
    const value = values.get(feature);
    return value !== undefined && !holds(test, value);
  });

/** Whether a test holds of a known value. */
export function holds(test: FeatureTest, value: FeatureValue): boolean {
  if ('equals' in test) return same(test.equals, value);
  if ('oneOf' in test) return test.oneOf.some((one) => same(one, value));
  if ('noneOf' in test) return !test.noneOf.some((one) => same(one, value));
  const number = new Dec(value);
  return 'atLeast' in test ? number.gte(test.atLeast) : number.lte(test.atMost);
}

const same = (wanted: string | number, value: FeatureValue): boolean =>
  typeof value === 'string' ? value === wanted : value.eq(wanted);
