import type { ConsentRequest, ConsentTemplate } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { fairUseExcesses, problemsOf } from './fair-use.ts';
import { termsOf } from './limits.ts';

const LAW = { zh: '《个人信息保护法》第六条', en: 'PIPL art. 6' };
const today = '2026-11-21';
const template: ConsentTemplate = {
  templateId: 'credit-decision',
  version: 1,
  name: { zh: '授信', en: 'Credit decision' },
  purpose: 'CREDIT_DECISION',
  fetchType: 'PERIODIC',
  consentMode: 'STORE',
  items: ['tax.vat-returns', 'tax.credit-grades'],
  maxDisclosure: 'INDICATORS',
  maxRange: 'P24M',
  maxValidity: 'P12M',
  maxFrequency: { unit: 'MONTH', value: 4 },
  dataLife: 'P24M',
  itemLimits: [],
  rules: [
    { limit: 'DISCLOSURE', item: null, ruleId: 'D-1', since: '2026-01-01', reference: LAW },
    { limit: 'DATA_LIFE', item: null, ruleId: 'L-1', since: '2026-01-01', reference: LAW },
    { limit: 'DATA_LIFE', item: 'tax.vat-returns', ruleId: 'L-2', since: '2026-06-01', reference: LAW },
  ],
  validFrom: '2026-01-01',
  reference: 'PIPL art. 6',
};
/** A fair request; each test names only the fact it is about. */
const request = (fact: Partial<ConsentRequest> = {}): ConsentRequest => ({
  templateId: 'credit-decision',
  purpose: 'CREDIT_DECISION',
  items: ['tax.vat-returns'],
  disclosure: 'INDICATORS',
  range: { from: '2024-11-21', to: '2026-11-21' },
  validity: 'P12M',
  ...fact,
});
const paths = (fact: Partial<ConsentRequest>, on = today, rules: Partial<ConsentTemplate> = {}) =>
  fairUseExcesses(request(fact), { ...template, ...rules }, on).map(({ path }) => path);

describe('fairUseExcesses', () => {
  it('finds nothing wrong with a request at every limit', () => {
    expect(fairUseExcesses(request(), template, today)).toEqual([]);
  });

  it.each([
    ['purpose', { purpose: 'EARLY_WARNING' }],
    ['items.1', { items: ['tax.vat-returns', 'invoice.lines'] }],
    ['optionalItems.0', { optionalItems: ['invoice.lines'] }],
    ['frequency', { frequency: { unit: 'MONTH', value: 5 } }],
    ['dataLife', { dataLife: 'P25M' }],
    ['disclosure', { disclosure: 'RECORDS' }],
    ['validity', { validity: 'P366D' }],
    ['range', { range: { from: '2024-11-20', to: '2026-11-21' } }],
    ['range.from', { range: { from: '2026-11-22', to: '2026-12-31' } }],
    ['range.to', { range: { from: '2026-01-01', to: '2027-11-22' } }],
  ] as const)('refuses %s one step beyond its limit', (path, fact) => {
    expect(paths(fact as Partial<ConsentRequest>)).toEqual([path]);
  });

  it('refuses a template before its first day', () => {
    const on = '2025-12-31';
    expect(paths({ range: { from: '2024-11-21', to: '2025-12-31' } }, on)).toEqual(['templateId']);
  });

  it('lets a periodic consent cover the months it lasts', () => {
    expect(paths({ range: { from: '2026-01-01', to: '2027-11-21' } })).toEqual([]);
  });

  it('keeps a one-time consent to the past', () => {
    const range = { from: '2026-01-01', to: '2026-11-22' };
    expect(paths({ range }, today, { fetchType: 'ONETIME' })).toEqual(['range.to']);
  });

  it('refuses several deliveries where one serves the purpose', () => {
    const past = { from: '2026-01-01', to: '2026-11-21' };
    const asked = { fetchType: 'PERIODIC', range: past } as const;
    expect(paths(asked, today, { fetchType: 'ONETIME' })).toEqual(['fetchType']);
  });

  it('counts what one delivery may cover when only one is asked for', () => {
    const range = { from: '2026-01-01', to: '2026-11-22' };
    expect(paths({ fetchType: 'ONETIME', range })).toEqual(['range.to']);
  });

  it('takes an item that may not be asked for out of the count of limits', () => {
    const itemLimits = [{ item: 'invoice.lines', maxRange: 'P1M' }] as const;
    expect(
      paths({ items: ['tax.vat-returns', 'invoice.lines'] }, today, { itemLimits: [...itemLimits] }),
    ).toEqual(['items.1']);
  });

  describe('an item with limits of its own', () => {
    const own = (limits: object): Partial<ConsentTemplate> => ({
      itemLimits: [{ item: 'tax.vat-returns', ...limits }],
    });

    it.each([
      ['disclosure', { maxDisclosure: 'ANSWER' }, {}, 'ANSWER with tax.vat-returns'],
      ['range', { maxRange: 'P12M' }, {}, 'P12M with tax.vat-returns'],
      [
        'frequency',
        { maxFrequency: { unit: 'MONTH', value: 2 } },
        { frequency: { unit: 'MONTH', value: 3 } },
        '2/MONTH with tax.vat-returns',
      ],
      ['dataLife', { dataLife: 'P6M' }, { dataLife: 'P7M' }, 'P6M with tax.vat-returns'],
    ] as const)('tightens %s of the request that names it', (path, limits, fact, allowed) => {
      expect(fairUseExcesses(request(fact), { ...template, ...own(limits) }, today)).toMatchObject([
        { path, allowed },
      ]);
      const without = { ...fact, items: ['tax.credit-grades' as const] };
      expect(paths(without, today, own(limits))).toEqual([]);
    });

    it('counts as an optional item too', () => {
      const fact = {
        items: ['tax.credit-grades' as const],
        optionalItems: ['tax.vat-returns' as const],
        dataLife: 'P7M',
      };
      expect(paths(fact, today, own({ dataLife: 'P6M' }))).toEqual(['dataLife']);
    });

    it('is named with its own rule', () => {
      const [excess] = fairUseExcesses(
        request({ dataLife: 'P7M' }),
        { ...template, ...own({ dataLife: 'P6M' }) },
        today,
      );
      expect(excess?.rule).toEqual({ ruleId: 'L-2', since: '2026-06-01', reference: LAW });
    });
  });

  it('names the rule in both languages', () => {
    const [excess] = fairUseExcesses(request({ disclosure: 'RECORDS' }), template, today);
    expect(excess).toEqual({
      path: 'disclosure',
      problem: { zh: '较低的披露级别即可满足用途。', en: 'A lower level serves the purpose.' },
      asked: 'RECORDS',
      allowed: 'INDICATORS',
      rule: { ruleId: 'D-1', since: '2026-01-01', reference: LAW },
    });
  });

  it('becomes the problem of a field: in English, with what was asked and what is allowed', () => {
    expect(problemsOf(fairUseExcesses(request({ disclosure: 'RECORDS' }), template, today))).toEqual([
      {
        path: 'disclosure',
        problem: 'A lower level serves the purpose.',
        asked: 'RECORDS',
        allowed: 'INDICATORS',
      },
    ]);
  });

  it('lists every violation at once', () => {
    expect(paths({ purpose: 'LOAN_REVIEW', disclosure: 'RECORDS', validity: 'P5Y' })).toEqual([
      'purpose',
      'disclosure',
      'validity',
    ]);
  });
});

describe('termsOf', () => {
  it('leaves to the template what the request does not say', () => {
    expect(termsOf(request(), template, today)).toEqual({
      fetchType: 'PERIODIC',
      consentMode: 'STORE',
      frequency: { unit: 'MONTH', value: 4 },
      dataLife: 'P24M',
    });
  });

  it('takes what the request says', () => {
    const said = { fetchType: 'PERIODIC', frequency: { unit: 'YEAR', value: 2 }, dataLife: 'P1M' } as const;
    expect(termsOf(request(said), template, today)).toMatchObject(said);
  });

  it('takes the tightest limit of the items', () => {
    const itemLimits = [{ item: 'tax.vat-returns', dataLife: 'P6M' }] as const;
    expect(termsOf(request(), { ...template, itemLimits: [...itemLimits] }, today).dataLife).toBe('P6M');
  });

  it('counts nothing per period where there is one delivery', () => {
    expect(termsOf(request({ fetchType: 'ONETIME' }), template, today).frequency).toBeNull();
  });
});
