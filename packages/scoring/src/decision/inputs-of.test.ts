import { DATA_ITEM_IDS, INDICATORS, type IndicatorName } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { POLICIES } from '../policies/policies.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { policyDocument } from '../testing/policy-document.ts';
import { inputsOf, itemsOf } from './inputs-of.ts';

const small = parsePolicy(policyDocument());

describe('itemsOf · PIPL art. 6', () => {
  it('names each item once, in catalogue order, with the features from it', () => {
    expect([...itemsOf(small)]).toEqual([
      ['registration.profile', ['ageMonths']],
      ['tax.vat-returns', ['vatPayable12', 'vatSalesGrowth12']],
      ['tax.credit-grades', ['taxCreditGrade']],
    ]);
  });

  it.each([...POLICIES])('%s: every feature stands with its item, and no item without one', (_, policy) => {
    const items = itemsOf(policy);
    expect([...items.values()].flat().toSorted()).toEqual(policy.features.map(({ name }) => name).toSorted());
    for (const [item, names] of items)
      for (const name of names) expect(INDICATORS[name as IndicatorName].item).toBe(item);
    expect([...items.keys()]).toEqual(DATA_ITEM_IDS.filter((item) => items.has(item)));
  });

  it('a feature that only warnings read needs nothing of a decision', () => {
    const warned = parsePolicy(
      policyDocument({
        features: [...policyDocument().features, { name: 'openArrears', missing: 'SCORE' }],
        warnings: [
          {
            ...{
              id: 'arrears',
              feature: 'openArrears',
              when: { atLeast: '0.01' },
              severity: 'HIGH',
              reasonCode: 'TAX_ARREARS',
            },
            ...{ deadlineHours: 24, reference: 'test' },
          },
        ],
      } as never),
    );
    expect([...itemsOf(warned).keys()]).not.toContain('tax.arrears');
  });
});

describe('inputsOf', () => {
  const read = (item: 'tax.vat-returns' | 'tax.arrears', status: 'DELIVERED' | 'READY' | 'TIMEOUT') => ({
    ...{ item, status, sourceId: 'city' },
    sourceAsOf: status === 'TIMEOUT' ? null : '2026-11-22T16:00:00.000Z',
  });

  it('says of each item its source and date, and of what was not read that it was not consented to', () => {
    const inputs = inputsOf(small, [read('tax.vat-returns', 'DELIVERED'), read('tax.arrears', 'DELIVERED')]);
    expect(
      inputs.map(({ item, status, sourceId, sourceAsOf }) => [item, status, sourceId, sourceAsOf]),
    ).toEqual([
      ['registration.profile', 'NOT_CONSENTED', null, null],
      ['tax.vat-returns', 'DELIVERED', 'city', '2026-11-22T16:00:00.000Z'],
      ['tax.credit-grades', 'NOT_CONSENTED', null, null],
    ]);
  });

  it.each([
    ['TIMEOUT', 'TIMEOUT'],
    ['READY', 'DENIED'],
  ] as const)('%s is told as %s', (status, told) => {
    expect(inputsOf(small, [read('tax.vat-returns', status)])[1]?.status).toBe(told);
  });
});
