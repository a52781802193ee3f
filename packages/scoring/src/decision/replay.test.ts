import { readFileSync } from 'node:fs';
import { dateOf, INDICATORS, type PolicyResult, REASONS } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { bestInvoicer } from '../testing/indicators.ts';
import { canonical, decisionsToKeep, hashOf, type KeptDecision, SHIPPED } from '../testing/kept-decisions.ts';
import { policyDocument, rule } from '../testing/policy-document.ts';
import { alternativesOf } from './alternatives.ts';
import { counterfactuals } from './counterfactuals.ts';
import { decide } from './decide.ts';
import { type Replayable, replay } from './replay.ts';

const FILE = new URL('../testing/kept-decisions.json', import.meta.url);
const KEPT = JSON.parse(readFileSync(FILE, 'utf8')) as KeptDecision[];
const keptOf = (name: string) => KEPT.filter(({ policy }) => policy === name);

/** A kept decision as a record of the platform has it. */
const recordOf = ({ bytes, decidedAt, applicant, documentHash }: KeptDecision): Replayable => ({
  ...JSON.parse(bytes),
  ...{ decidedAt, indicators: applicant, documentHash },
});

describe.each([...SHIPPED])('decisions kept of %s', (name, policy) => {
  it('there are some of every outcome', () => {
    const kept = keptOf(name);
    // What is kept is never written anew: a later version is kept beside it.
    const advice =
      kept.length > 0 ? '' : `Add to kept-decisions.json: ${JSON.stringify(decisionsToKeep(name, policy))}`;
    const outcomes = kept.map(({ bytes }) => (JSON.parse(bytes) as PolicyResult).outcome);
    expect(new Set(outcomes), advice).toEqual(new Set(['APPROVED', 'REFERRED', 'DECLINED']));
  });

  it('its document is the one they were made by, to the byte', () => {
    expect(new Set(keptOf(name).map(({ documentHash }) => documentHash))).toEqual(new Set([hashOf(policy)]));
  });

  it('are made again byte for byte', () => {
    for (const { applicant, decidedAt, bytes } of keptOf(name)) {
      const result = decide(policy, applicant, dateOf(decidedAt));
      const approved = result.outcome === 'APPROVED';
      const alternatives = approved ? null : alternativesOf(policy, applicant, dateOf(decidedAt));
      expect(canonical({ ...result, alternatives })).toBe(bytes);
    }
  });

  it('have no difference to their record', () => {
    for (const kept of keptOf(name)) expect(replay(recordOf(kept), policy).differences).toEqual([]);
  });
});

describe('replay', () => {
  const name = 'shui-rong-tong@2026-2';
  const policy = SHIPPED.get(name) as Policy;
  const record = (outcome: string): Replayable =>
    keptOf(name)
      .map(recordOf)
      .find((one) => one.outcome === outcome) as Replayable;
  const differences = (fact: object, by = policy, of = record('DECLINED')) =>
    replay({ ...of, ...fact }, by).differences;

  it.each<[string, object, string[]]>([
    ['a limit', { limit: '0.01' }, ['limit']],
    ['an outcome', { outcome: 'REFERRED' }, ['outcome']],
    [
      'a reason in other words',
      { reasons: [{ code: 'TAX_ARREARS', text: { zh: '', en: '' }, pointsLost: 0 }] },
      ['reasons'],
    ],
    ['a reason left out', { reasons: [] }, ['reasons']],
    ['a version', { policyVersion: '2026-1' }, ['policyVersion']],
    ['an alternative left out', { alternatives: [] }, ['alternatives']],
    ['a list in place of an object', { missing: { length: 0 } }, ['missing']],
  ])('names %s that is another', (_, fact, expected) => {
    const withOne = keptOf(name)
      .map(recordOf)
      .find(({ alternatives }) => alternatives?.length === 1);
    expect(differences(fact, policy, withOne)).toEqual(expected);
  });

  it('names what another value of an input makes different', () => {
    const approved = record('APPROVED');
    expect(
      differences({ indicators: { ...approved.indicators, openArrears: '0.01' } }, policy, approved),
    ).toEqual(expect.arrayContaining(['outcome', 'limit', 'reasons']));
  });

  it('the same numbers under other words are no difference of the result, and another document', () => {
    const renamed = parsePolicy({ ...policy, name: { zh: '另名', en: 'Another name' } });
    expect(differences({}, renamed)).toEqual([]);
    expect(hashOf(renamed)).not.toBe(hashOf(policy));
  });

  it('the order of keys is none', () => {
    const reversed = Object.fromEntries(Object.entries(record('DECLINED')).toReversed());
    expect(differences({}, policy, reversed as unknown as Replayable)).toEqual([]);
  });

  it('a record of before alternatives were kept has none to compare', () => {
    expect(differences({ alternatives: null })).toEqual([]);
  });

  it('of a person whom a human reviews (PIPL art. 24) it is the reviewed decision', () => {
    const declined = record('DECLINED');
    const review = { code: 'HUMAN_REVIEW', text: REASONS.HUMAN_REVIEW, pointsLost: 0 };
    const reviewed = { outcome: 'REFERRED', reasons: [review, ...declined.reasons] };
    expect(differences(reviewed)).toEqual([]);
  });

  it('no approval becomes a referral by a reason on top', () => {
    const approved = record('APPROVED');
    const review = { code: 'HUMAN_REVIEW', text: REASONS.HUMAN_REVIEW, pointsLost: 0 };
    const forged = { outcome: 'REFERRED', reasons: [review, ...approved.reasons] };
    expect(differences(forged, policy, approved)).toEqual(['outcome', 'reasons']);
  });

  it('a reason of the policy’s own that bears the code of the review makes no review of it', () => {
    const rules = [
      rule({
        id: 'seen',
        feature: 'taxCreditGrade',
        test: { oneOf: ['A'] },
        onFail: 'REFER',
        reasonCode: 'HUMAN_REVIEW',
      }),
      rule(),
    ];
    const own = parsePolicy(policyDocument({ admission: rules }));
    const indicators = {
      ageMonths: 1,
      taxCreditGrade: 'B',
      vatPayable12: '90000.00',
      vatSalesGrowth12: '0.2',
    };
    const decidedAt = '2026-06-15T04:00:00.000Z';
    const said = decide(own, indicators, dateOf(decidedAt));
    expect(said).toMatchObject({ outcome: 'DECLINED', reasons: [{ code: 'HUMAN_REVIEW' }, {}] });
    expect(differences({}, own, { ...said, decidedAt, indicators, alternatives: null })).toEqual([]);
  });

  it('refuses a day on which the policy did not decide', () => {
    expect(() => replay({ ...record('APPROVED'), decidedAt: '2026-11-22T15:59:59.999Z' }, policy)).toThrow(
      expect.objectContaining({ code: 'POLICY_NOT_IN_FORCE' }),
    );
  });
});

describe('alternativesOf', () => {
  const policy = SHIPPED.get('shui-rong-tong@2026-2') as Policy;
  const withArrears = KEPT.map(recordOf).find(
    ({ policyId, reasons }) => policyId === 'shui-rong-tong' && reasons[0]?.code === 'TAX_ARREARS',
  ) as Replayable;

  it('says in both languages what an enterprise could have changed', () => {
    const { zh, en } = INDICATORS.openArrears.name;
    const found = alternativesOf(
      policy,
      { ...withArrears.indicators, openArrears: '1234567.80' },
      '2026-11-23',
    );
    expect(found?.[0]?.changes).toEqual([
      {
        ...{ feature: 'openArrears', from: '1234567.80', to: '0.00' },
        text: {
          zh: `${zh}：由 1,234,567.80 元 降低到 0.00 元`,
          en: `${en}: down from 1,234,567.80 yuan to 0.00 yuan`,
        },
      },
    ]);
  });

  it('names at most three, those with the smallest changes', () => {
    const invoices = SHIPPED.get('invoice-flow@2026-2') as Policy;
    const weak = bestInvoicer({
      ...{ invoicedSales12: '1000000.00', invoicedMonths12: 6, longestInvoiceGap24: 5, voidShare12: '0.3' },
      ...{ redShare12: '0.1', customers12: 3, invoicedSalesGrowth12: '-0.2', topTenCustomerShare12: '0.9' },
      invoicedPurchases12: '40000.00',
    });
    const { found } = counterfactuals(invoices, weak, '2026-11-23');
    expect(found).toHaveLength(4);
    const changed = (all: readonly { changes: readonly { feature: string }[] }[]) =>
      all.map(({ changes }) => changes.map(({ feature }) => feature));
    expect(changed(alternativesOf(invoices, weak, '2026-11-23') ?? [])).toEqual(changed(found.slice(0, 3)));
  });

  it('is null for a policy whose limit is too large to search', () => {
    const [cap] = policy.limit.leastOf.filter((term) => 'capByRating' in term);
    const terms = Array.from({ length: 50 }, (_, index) => ({
      name: `extra-${index}`,
      leastOf: Array.from({ length: 20 }, () => ({ feature: 'vatPayable12', multiple: '7' })),
      reference: policy.limit.reference,
    }));
    const large = parsePolicy({
      ...policy,
      limit: { ...policy.limit, leastOf: [cap, ...terms.slice(0, 49)] },
    });
    expect(alternativesOf(large, withArrears.indicators ?? {}, '2026-11-23')).toBeNull();
  });

  const reference = 'test';
  const t0 = { name: 't0', feature: 'vatPayable12', multiple: '1', reference };
  const doubled = Array.from({ length: 8 }, (_, index) => ({
    name: `t${index + 1}`,
    sumOf: [{ term: `t${index}` }, { term: `t${index}` }],
    reference,
  }));
  const multiplied = Array.from({ length: 4 }, (_, index) => ({
    name: `p${index}`,
    product: {
      of: { feature: 'vatPayable12', multiple: '1' },
      factors: [{ number: '1.1' }, { number: '1.2' }, { number: '1.3' }],
    },
    reference,
  }));
  it.each([
    [
      'terms that double, each of two of the one before',
      [t0, ...doubled],
      [{ name: 'own', term: 't8', reference }],
    ],
    ['factors', undefined, multiplied],
  ])('is null with a hundred ratings and many %s', (_, terms, leastOf) => {
    const bands = Array.from({ length: 98 }, (_, index) => `R${index}`);
    const { features } = policyDocument();
    const many = parsePolicy(
      policyDocument({
        features: features.map((feature) =>
          feature.name === 'vatPayable12' ? { ...feature, influence: 'RAISE' } : feature,
        ),
        rating: [
          ...bands.map((rating, index) => ({ rating, from: 195 - index, admitted: true })),
          { rating: 'Z', from: null, admitted: false },
        ],
        price: {
          annualRateByRating: Object.fromEntries(bands.map((rating) => [rating, '0.05'])),
          ...{ ceiling: { annualRate: '0.24', reference }, reference },
        },
        limit: {
          ...(terms && { terms: terms as never }),
          leastOf: [...leastOf, { name: 'cap', amount: '90000000.00', reference }] as never,
          ...{ roundDownTo: 1000, minimum: '10000.00', reference },
        },
      }),
    );
    const applicant = { ageMonths: 30, taxCreditGrade: 'A', vatPayable12: '0.01', vatSalesGrowth12: '0.2' };
    expect(alternativesOf(many, applicant, '2026-06-15')).toBeNull();
  });
});
