import type { Indicators } from '@xinqiao/contracts';
import { isIndicator } from '../policy/feature.ts';
import type { Policy } from '../policy/policy.ts';

/**
 * Of all indicators those the policy reads: what a decision is made from, recorded with and shown beside it (PIPL art. 6).
 * By these and the policy it can be repeated.
 */
export const featuresOf = ({ features }: Policy, indicators: Indicators): Indicators =>
  Object.fromEntries(
    features.flatMap(({ name }) =>
      isIndicator(name) && name in indicators ? [[name, indicators[name] ?? null]] : [],
    ),
  );
