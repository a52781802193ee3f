import { describe, expect, it } from 'vitest';
import { fairUseLimit } from './fair-use-limit.ts';
import { type FairUseRule, type LimitKey, ruleFor } from './fair-use-rule.ts';
import { FAIR_USE_RULES } from './fair-use-rules.ts';

const rule = (ruleId: string, fact: Partial<FairUseRule> = {}): FairUseRule => ({
  ruleId,
  limit: 'RANGE',
  value: 'P1M',
  purpose: '*',
  item: '*',
  subjectType: '*',
  from: '2026-01-01',
  reference: { zh: '规则', en: 'rule' },
  ...fact,
});
const RULES = [
  rule('subject', { subjectType: 'PERSON' }),
  rule('item', { item: 'tax.arrears' }),
  rule('default-later', { from: '2026-06-01' }),
  rule('default'),
  rule('purpose', { purpose: 'CREDIT_DECISION' }),
  rule('purpose-later', { purpose: 'CREDIT_DECISION', from: '2026-06-01' }),
  rule('all', { item: 'tax.arrears', purpose: 'CREDIT_DECISION', subjectType: 'PERSON' }),
];
const found = (key: LimitKey, onDate = '2026-03-01') => ruleFor(RULES, 'RANGE', key, onDate)?.ruleId;

describe('ruleFor', () => {
  it.each([
    ['nothing is named', {}, 'default'],
    ['nothing has a rule of its own', { purpose: 'LOAN_REVIEW' }, 'default'],
    ['the purpose has one', { purpose: 'CREDIT_DECISION' }, 'purpose'],
    ['the item has one', { item: 'tax.arrears' }, 'item'],
    ['the subject has one', { subjectType: 'PERSON' }, 'subject'],
    ['all three have one', { item: 'tax.arrears', purpose: 'CREDIT_DECISION', subjectType: 'PERSON' }, 'all'],
    ['item and purpose have one each', { item: 'tax.arrears', purpose: 'CREDIT_DECISION' }, 'item'],
    ['purpose and subject have one each', { purpose: 'CREDIT_DECISION', subjectType: 'PERSON' }, 'purpose'],
  ] as const)('the most specific wins: %s', (_, key, ruleId) => {
    expect(found(key)).toBe(ruleId);
  });

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', 'purpose'],
    ['2026-05-31', 'purpose'],
    ['2026-06-01', 'purpose-later'],
  ])('of equally specific rules the latest of %s wins: %s', (onDate, ruleId) => {
    expect(found({ purpose: 'CREDIT_DECISION' }, onDate)).toBe(ruleId);
  });

  it('an old rule for the purpose wins over a later default', () => {
    const rules = [rule('purpose', { purpose: 'LOAN_REVIEW' }), rule('default', { from: '2026-06-01' })];
    expect(ruleFor(rules, 'RANGE', { purpose: 'LOAN_REVIEW' }, '2026-07-01')?.ruleId).toBe('purpose');
  });

  it('does not depend on the order of the rules', () => {
    const turned = RULES.toReversed();
    for (const key of [{}, { purpose: 'CREDIT_DECISION', item: 'tax.arrears' }] as const)
      expect(ruleFor(turned, 'RANGE', key, '2026-07-01')).toBe(ruleFor(RULES, 'RANGE', key, '2026-07-01'));
  });
});

describe('FAIR_USE_RULES', () => {
  const LIMITS = [
    ...(['ITEM', 'DISCLOSURE', 'FETCH_TYPE', 'FREQUENCY', 'RANGE', 'VALIDITY', 'DATA_LIFE'] as const),
    ...(['PROMPT_PAUSE', 'REMINDER'] as const),
  ];

  it('no two overlap: none says the same limit of the same thing from the same day', () => {
    const places = FAIR_USE_RULES.map((one) =>
      [one.limit, one.purpose, one.item, one.subjectType, one.from].join(' '),
    );
    expect(new Set(places).size).toBe(places.length);
  });

  it('no number is given twice', () => {
    expect(new Set(FAIR_USE_RULES.map(({ ruleId }) => ruleId)).size).toBe(FAIR_USE_RULES.length);
  });

  it.each(LIMITS)('%s has no gap: a default for everything from the first day', (limit) => {
    expect(ruleFor(FAIR_USE_RULES, limit, {}, '2026-01-01')).toBeDefined();
  });

  it('each names law or policy, in both languages', () => {
    for (const { ruleId, reference } of FAIR_USE_RULES) {
      expect(reference.zh, ruleId).toMatch(/第.+条|规则/);
      expect(reference.en, ruleId).toMatch(/art|policy/);
    }
  });

  it('nobody is asked again for 30 days after a refusal · 网络数据安全管理条例 art. 22', () => {
    expect(fairUseLimit('PROMPT_PAUSE', { purpose: 'CREDIT_DECISION' }, '2026-11-21').value).toBe('P30D');
  });

  it.each([
    ['PERSON', 'P3M'],
    ['ENTERPRISE', 'P6M'],
    [undefined, 'P6M'],
  ] as const)('the owner of a long consent is reminded: %s every %s', (subjectType, interval) => {
    expect(fairUseLimit('REMINDER', { subjectType }, '2026-11-21').value).toBe(interval);
  });

  it('there is no limit before the first rule', () => {
    expect(() => fairUseLimit('RANGE', {}, '2025-12-31')).toThrow(RangeError);
  });
});
