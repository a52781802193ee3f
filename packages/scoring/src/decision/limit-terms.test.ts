import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse-policy.ts';
import { policyDocument } from '../testing/policy-document.ts';
import type { FeatureValues } from './feature-values.ts';
import { limitTerms } from './limit-terms.ts';

/** Values that count how often one is asked for. */
class Counted extends Map<string, string> {
  asked = 0;
  override get(name: string) {
    this.asked += 1;
    return super.get(name);
  }
}

describe('limitTerms', () => {
  it('works out a named term once, however often it is named', () => {
    const doubled = Array.from({ length: 8 }, (_, index) => ({
      name: `t${index + 1}`,
      sumOf: [{ term: `t${index}` }, { term: `t${index}` }],
      reference: 'test',
    }));
    const t0 = { name: 't0', feature: 'vatPayable12' as const, multiple: '1', reference: 'test' };
    const cap = { name: 'cap', amount: '90000000.00', reference: 'test' };
    const { limit } = parsePolicy(
      policyDocument({
        limit: {
          terms: [t0, ...doubled],
          leastOf: [{ name: 'own', term: 't8', reference: 'test' }, cap],
          ...{ roundDownTo: 1000, minimum: '10000.00', reference: 'test' },
        },
      }),
    );
    const values = new Counted([['vatPayable12', '1.50']]);
    const [own] = limitTerms(limit, 'A', values as FeatureValues);
    expect([own?.amount.toFixed(2), values.asked]).toEqual(['384.00', 1]);
  });
});
