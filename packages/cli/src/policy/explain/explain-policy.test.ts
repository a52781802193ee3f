import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REASONS } from '@xinqiao/contracts';
import { type Applicant, alternativesOf, decide, parsePolicy } from '@xinqiao/scoring';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ExplainOptions, explainPolicy } from './explain-policy.ts';

/** 50 points to begin with; at most 40 for orders and 20 for the branch; 60 are needed. */
const POLICY = parsePolicy({
  policyId: 'small',
  version: '2026-1',
  name: { zh: '小策略', en: 'Small policy' },
  validFrom: '2026-01-01',
  validTo: null,
  references: [{ id: 'test', text: { zh: '测试依据', en: 'Made up for a test' } }],
  reasons: [
    { code: 'FEW_ORDERS', text: { zh: '订单偏少。', en: 'There are few orders.' } },
    { code: 'WEAK_BRANCH', text: { zh: '行业偏弱。', en: 'The branch is weak.' } },
  ],
  features: [
    {
      name: 'orders',
      definition: { unit: 'COUNT', name: { zh: '订单数', en: 'Orders' } },
      influence: 'RAISE',
      missing: 'REFER',
    },
    {
      name: 'branch',
      definition: { unit: 'CATEGORY', name: { zh: '行业', en: 'Branch' }, categories: ['farm', 'shop'] },
      missing: 'SCORE',
    },
    {
      name: 'sales',
      definition: { unit: 'AMOUNT', name: { zh: '销售额', en: 'Sales' } },
      missing: 'REFER',
    },
  ],
  admission: [],
  scorecard: {
    initialScore: 50,
    reasonCodeAlgorithm: 'pointsBelow',
    characteristics: [
      {
        name: 'orders',
        feature: 'orders',
        baselineScore: 40,
        reasonCode: 'FEW_ORDERS',
        reference: 'test',
        attributes: [
          { from: null, to: 10, partialScore: 0 },
          { from: 10, to: 20, partialScore: 15 },
          { from: 20, to: null, partialScore: 40 },
        ],
      },
      {
        name: 'branch',
        feature: 'branch',
        baselineScore: 20,
        reasonCode: 'WEAK_BRANCH',
        reference: 'test',
        attributes: [
          { values: ['farm'], partialScore: 20 },
          { values: ['shop'], partialScore: 5 },
          { missing: true, partialScore: 0, reasonCode: 'DATA_MISSING' },
        ],
      },
    ],
  },
  rating: [
    { rating: 'A', from: 100, admitted: true },
    { rating: 'B', from: 60, admitted: true },
    { rating: 'C', from: null, admitted: false },
  ],
  limit: {
    leastOf: [
      { name: 'tenth-of-sales', feature: 'sales', multiple: '0.1', reference: 'test' },
      { name: 'cap', capByRating: { A: '90000.00', B: '50000.00' }, reference: 'test' },
    ],
    roundDownTo: 1000,
    minimum: '5000.00',
    reference: 'test',
  },
  price: {
    annualRateByRating: { A: '0.05', B: '0.0725' },
    ceiling: { annualRate: '0.24', reference: 'test' },
    reference: 'test',
  },
});
const APPROVED = { orders: 12, branch: 'farm', sales: '700000.00' };

let folder: string;
let printed = '';
let told = '';
const file = (name: string, content: unknown) => {
  writeFileSync(join(folder, name), JSON.stringify(content));
  return join(folder, name);
};
const explain = (applicant: unknown, more: Partial<Parameters<typeof explainPolicy>[0]> = {}) => {
  printed = '';
  explainPolicy({
    ...{ policy: file('policy.json', POLICY), applicant: file('applicant.json', applicant) },
    ...{ asOf: '2026-06-01', language: 'en', json: false },
    ...more,
  });
  return printed;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-explain-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  told = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    told += text;
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

describe('xinqiao policy explain', () => {
  it('says the outcome, the term that bound the limit, points kept and lost, reasons, and a way to more', () => {
    const text = explain(APPROVED);
    for (const line of [
      'Outcome: approved',
      'Limit: 50000.00 (bound by cap: Made up for a test)',
      'Rate per year: 7.25 %',
      'Rating: B · Score: 85',
      '  initial score  50',
      '  Orders = 12  +15  (-25)',
      '  Branch = farm  +20  (0)',
      '  There are few orders. [FEW_ORDERS] -25 points',
      '  Orders 12 → 20: approved, Limit 70000.00',
    ])
      expect(text.split('\n')).toContain(line);
  });

  it('says the same in Chinese', () => {
    const text = explain(APPROVED, { language: 'zh' });
    for (const line of ['结论: 通过', '年利率: 7.25 %', '  订单偏少。 [FEW_ORDERS] -25 分'])
      expect(text.split('\n')).toContain(line);
    expect(text).toContain('  订单数 12 → 20: 通过, 额度 70000.00');
  });

  it('has the same as one JSON object, in both languages', () => {
    const { result, characteristics, counterfactuals, boundBy } = JSON.parse(
      explain(APPROVED, { json: true }),
    );
    expect(result).toEqual(decide(POLICY, APPROVED, '2026-06-01'));
    expect(boundBy.source.zh).toBe('测试依据');
    expect(characteristics[0]).toMatchObject({ label: { zh: '订单数' }, points: 15, pointsLost: 25 });
    expect(counterfactuals).toEqual([
      {
        changes: [{ feature: 'orders', label: { zh: '订单数', en: 'Orders' }, from: 12, to: 20 }],
        ...{ outcome: 'APPROVED', limit: '70000.00', annualRate: '0.05' },
      },
    ]);
  });

  it('shows what is missing as such, never as a value', () => {
    const text = explain({ orders: 30, branch: null, sales: '700000.00' });
    expect(text).toContain('  Branch = missing  0  (-20)');
    expect(text).toContain('Missing\n  Branch (branch)');
  });

  it('counts no points where the matter ended before scoring', () => {
    const text = explain({ branch: 'farm' });
    expect(text).toContain('Outcome: referred to a person');
    expect(text).toContain('Decided before scoring');
    expect(text).toContain('  Sales (sales)');
  });

  it('tells names that the policy does not read', () =>
    expect(explain({ ...APPROVED, order: 99 })).toContain('not read by the policy: order'));

  it('knows the policies of the platform by name and version', () => {
    const text = explain({}, { policy: 'shui-rong-tong@2026-1', language: 'zh' });
    expect(text).toContain('结论: 转人工');
    expect(text).toContain('  成立月数 (ageMonths)');
  });

  it.each([
    ['a value its feature cannot have', { ...APPROVED, orders: 1.5 }, {}],
    ['a category that is none', { ...APPROVED, branch: 'space' }, {}],
    ['values that are neither text nor number', { orders: [1] }, {}],
    ['a list', [1], {}],
    ['a day outside the policy', APPROVED, { asOf: '2025-06-01' }],
    ['a day that is none', APPROVED, { asOf: '2026-13-01' }],
    ['a policy that is not there', APPROVED, { policy: 'nowhere.json' }],
    ['both a file of values and a decision', APPROVED, { decision: 'x.json' }],
    ['neither', APPROVED, { applicant: undefined } as never],
  ])('refuses %s', (_, applicant, more) => {
    expect(() => explain(applicant, more)).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION_INVALID' }),
    );
  });

  it('knows the examples by name and version too', () =>
    expect(explain({}, { policy: 'example-jin-nong-yi-dai@2026-1', language: 'zh' })).toContain(
      '结论: 转人工',
    ));
});

describe('xinqiao policy explain --decision', () => {
  const id = (prefix: string) => `${prefix}_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d05`;
  /** As the platform answers it; each test names only what it is about. */
  const recorded = (indicators: Applicant, fact: object = {}) => {
    const said = decide(POLICY, indicators, '2026-06-01');
    return {
      ...{ decisionId: id('dec'), operatorId: 'bozhou', participantId: id('ptc'), consentId: id('cns') },
      ...{ subjectId: id('sub'), asOf: '2026-05-31', decidedAt: '2026-05-31T16:30:00.000Z' },
      ...{ snapshotHash: 'A'.repeat(43), documentHash: null, inputs: [], ...said },
      alternatives: said.outcome === 'APPROVED' ? null : alternativesOf(POLICY, indicators, '2026-06-01'),
      indicators,
      ...fact,
    };
  };
  const explained = (decision: unknown, more: Partial<ExplainOptions> = {}) => {
    printed = '';
    explainPolicy({
      ...{ policy: file('policy.json', POLICY), decision: file('decision.json', decision) },
      ...{ language: 'en', json: true },
      ...more,
    });
    return printed;
  };
  const differences = (decision: unknown) => JSON.parse(explained(decision)).differences;
  const DECLINED = { orders: 5, branch: 'shop', sales: '700000.00' };

  it('says what the platform said, and that it is the same', () => {
    const { result, repeats } = JSON.parse(explained(recorded(APPROVED)));
    expect({ result, repeats }).toEqual({ result: decide(POLICY, APPROVED, '2026-06-01'), repeats: true });
    expect(told).toBe('');
  });

  it('decides on the day of the decision, not that of the figures', () => {
    const later = { ...POLICY, validFrom: '2026-06-01' };
    const policy = file('later.json', later);
    expect(JSON.parse(explained(recorded(APPROVED), { policy }))).toMatchObject({
      ...{ asOf: '2026-06-01', repeats: true },
    });
  });

  it('a refusal of a person that a human reviews (PIPL art. 24) is genuine, and shown as it was', () => {
    const { reasons, outcome } = recorded(DECLINED);
    expect(outcome).toBe('DECLINED');
    const review = { code: 'HUMAN_REVIEW', text: REASONS.HUMAN_REVIEW, pointsLost: 0 };
    const reviewed = recorded(DECLINED, { outcome: 'REFERRED', reasons: [review, ...reasons] });
    expect(differences(reviewed)).toEqual([]);
    expect(explained(reviewed, { json: false })).toContain('Outcome: referred to a person');
  });

  it('takes what decisions.create answers', () =>
    expect(differences({ decision: recorded(APPROVED), receipt: 'eyJ' })).toEqual([]));

  it('takes a record of before newer keys were added', () => {
    const { limitBoundBy: _, defaultProbability: __, ...old } = recorded(APPROVED);
    expect(differences(old)).toEqual([]);
  });

  it.each([
    ['limit', { limit: '60000.00' }],
    ['documentHash', { documentHash: 'B'.repeat(43) }],
  ])('says where it is another: %s', (key, fact) => {
    expect(differences(recorded(APPROVED, fact))).toEqual([key]);
    expect(told).toBe(`! This is not what was recorded. It differs in: ${key}\n`);
  });

  it.each([
    ['without its indicators: there is nothing to repeat', { indicators: undefined }, {}],
    ['of another version than the policy given', { policyVersion: '2026-9' }, {}],
    ['with another day than its own', {}, { asOf: '2026-06-01' }],
  ])('refuses one %s', (_, fact, more) => {
    expect(() => explained(recorded(APPROVED, fact), more)).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION_INVALID' }),
    );
  });
});
