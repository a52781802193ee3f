import { INDICATOR_NAMES, type Indicators } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { SHUI_RONG_TONG_2026_1 as policy } from '../policies/index.ts';
import { decide } from './decide.ts';
import { featuresOf } from './features-of.ts';

const DAY = '2026-11-21';
const everything: Indicators = Object.fromEntries(INDICATOR_NAMES.map((name) => [name, null]));

describe('featuresOf · PIPL art. 6', () => {
  it('leaves out what the policy does not read', () => {
    expect(Object.keys(featuresOf(policy, everything)).sort()).toEqual(
      policy.features.map(({ name }) => name).sort(),
    );
  });

  it('is enough to repeat the decision', () => {
    expect(decide(policy, featuresOf(policy, everything), DAY)).toEqual(decide(policy, everything, DAY));
  });

  it('adds nothing that was not computed', () => {
    expect(featuresOf(policy, {})).toEqual({});
  });
});
