import {
  addDays,
  addPeriodToDate,
  ConsentExplanation,
  type ConsentRequest,
  ConsentRequest as ConsentRequestSchema,
  type ConsentTemplate,
  DATA_ITEM_IDS,
  type DataItemId,
  DISCLOSURE_LEVELS,
  FETCH_TYPES,
  FREQUENCY_UNITS,
} from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Admission, explainRequest } from './explain.ts';
import { fairUseExcesses } from './fair-use.ts';
import { isWithin } from './frequency.ts';
import { termsOf } from './limits.ts';

const today = '2026-11-21';
const template = (fact: Partial<ConsentTemplate> = {}): ConsentTemplate => ({
  templateId: 'credit-decision',
  version: 2,
  name: { zh: '授信', en: 'Credit decision' },
  purpose: 'CREDIT_DECISION',
  fetchType: 'PERIODIC',
  consentMode: 'STORE',
  items: ['tax.vat-returns', 'tax.credit-grades'],
  maxDisclosure: 'INDICATORS',
  maxRange: 'P24M',
  maxValidity: 'P12M',
  maxFrequency: { unit: 'MONTH', value: 60 },
  dataLife: 'P24M',
  itemLimits: [],
  rules: [],
  validFrom: '2026-01-01',
  reference: 'PIPL art. 6',
  ...fact,
});
const WARNING = template({
  templateId: 'after-loan-warning',
  purpose: 'EARLY_WARNING',
  fetchType: 'ONETIME',
  items: ['tax.arrears', 'tax.vat-returns'],
  dataLife: 'P6M',
  maxFrequency: null,
});
const TEMPLATES = [template(), WARNING];
const request = (fact: Partial<ConsentRequest> = {}): ConsentRequest => ({
  templateId: 'credit-decision',
  purpose: 'CREDIT_DECISION',
  items: ['tax.vat-returns'],
  disclosure: 'INDICATORS',
  range: { from: '2024-11-21', to: '2026-11-21' },
  validity: 'P12M',
  ...fact,
});
const explain = (fact: Partial<ConsentRequest> = {}, admission?: Admission) =>
  explainRequest(request(fact), { templates: TEMPLATES, today, admission });

describe('explainRequest', () => {
  it('says of a fair request that it is fair, and leaves it as it is', () => {
    expect(explain()).toEqual({ fair: true, excesses: [], smallest: request() });
  });

  it('cuts each member to what is allowed, and nothing else', () => {
    const { excesses, smallest } = explain({
      items: ['invoice.lines', 'tax.vat-returns'],
      optionalItems: ['tax.arrears'],
      disclosure: 'RECORDS',
      frequency: { unit: 'DAY', value: 5 },
      dataLife: 'P5Y',
      validity: 'P2Y',
      range: { from: '2010-01-01', to: '2028-11-21' },
    });
    expect(excesses.map(({ path }) => path)).toEqual([
      'items.0',
      'optionalItems.0',
      'disclosure',
      'frequency',
      'dataLife',
      'validity',
      'range',
    ]);
    expect(smallest).toEqual(
      request({
        frequency: { unit: 'DAY', value: 1 },
        dataLife: 'P24M',
        validity: 'P12M',
        range: { from: '2025-11-21', to: '2027-11-21' },
      }),
    );
  });

  it('keeps the purpose and takes its template where the two do not belong together', () => {
    const { excesses, smallest } = explain({
      purpose: 'EARLY_WARNING',
      range: { from: '2026-01-01', to: '2026-11-21' },
    });
    expect(excesses.map(({ path }) => path)).toEqual(['purpose']);
    expect(smallest).toMatchObject({
      templateId: 'after-loan-warning',
      purpose: 'EARLY_WARNING',
      fetchType: 'ONETIME',
      dataLife: 'P6M',
    });
  });

  it('says of a template that is not in force what is', () => {
    const { excesses, smallest } = explain({ templateId: 'none' });
    expect(excesses).toMatchObject([
      { path: 'templateId', asked: 'none', allowed: 'credit-decision, after-loan-warning', rule: null },
    ]);
    expect(smallest).toEqual(request());
  });

  it.each([
    ['no item may be asked for', { items: ['invoice.lines' as const] }],
    ['the range lies in the future', { range: { from: '2026-11-22', to: '2027-01-01' } }],
    ['no template serves the purpose', { purpose: 'LOAN_REVIEW' as const }],
  ])('proposes nothing when %s', (_, fact) => {
    expect(explain(fact)).toMatchObject({ fair: false, smallest: null });
  });

  it('names what the application is not admitted for, and proposes only what it is', () => {
    const nothing = explain({}, { templates: ['after-loan-warning'], purposes: ['EARLY_WARNING'] });
    expect(nothing.excesses.map(({ path, allowed }) => [path, allowed])).toEqual([
      ['templateId', 'after-loan-warning'],
      ['purpose', 'EARLY_WARNING'],
    ]);
    expect(nothing.smallest).toBeNull();
    expect(explain({}, { templates: ['credit-decision'], purposes: ['CREDIT_DECISION'] }).fair).toBe(true);
  });

  it('keeps the enterprise and the consent it is about', () => {
    const about = {
      amends: 'cns_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77',
      customer: { uscc: '91341602MA2MQ1XX59' },
    } as unknown as Partial<ConsentRequest>;
    expect(explain({ ...about, disclosure: 'RECORDS' }).smallest).toMatchObject(about);
  });
});

const period = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom('D', 'M', 'Y'))
  .map(([count, unit]) => `P${unit === 'Y' ? Math.ceil(count / 12) : count}${unit}`);
const day = (min: number, max: number) => fc.integer({ min, max }).map((days) => addDays(today, days));
const someItems = (min: number) => fc.uniqueArray(fc.constantFrom(...DATA_ITEM_IDS), { minLength: min });
const frequency = fc.record({
  unit: fc.constantFrom(...FREQUENCY_UNITS),
  value: fc.integer({ min: 1, max: 400 }),
});
const optionally = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const itemLimits = fc.uniqueArray(
  fc.record({
    item: fc.constantFrom(...DATA_ITEM_IDS),
    maxDisclosure: optionally(fc.constantFrom(...DISCLOSURE_LEVELS)),
    maxRange: optionally(period),
    maxFrequency: optionally(frequency),
    dataLife: optionally(period),
  }),
  { selector: ({ item }) => item, maxLength: 3 },
);
const anyTemplates = fc.tuple(
  ...(['CREDIT_DECISION', 'EARLY_WARNING'] as const).map((purpose) =>
    fc
      .record({
        fetchType: fc.constantFrom(...FETCH_TYPES),
        items: someItems(1),
        maxDisclosure: fc.constantFrom(...DISCLOSURE_LEVELS),
        maxRange: period,
        maxValidity: period,
        maxFrequency: fc.option(frequency),
        dataLife: period,
        itemLimits,
      })
      .map((limits) => template({ ...limits, purpose, templateId: purpose.toLowerCase() } as object)),
  ),
);
const anyRequest = fc
  .record({
    templateId: fc.constantFrom('credit_decision', 'early_warning', 'none'),
    purpose: fc.constantFrom('CREDIT_DECISION', 'EARLY_WARNING', 'LOAN_REVIEW'),
    items: someItems(1),
    more: optionally(someItems(1)),
    disclosure: fc.constantFrom(...DISCLOSURE_LEVELS),
    days: fc.tuple(day(-1500, 300), fc.integer({ min: 0, max: 1500 })),
    validity: period,
    fetchType: optionally(fc.constantFrom(...FETCH_TYPES)),
    frequency: optionally(frequency),
    dataLife: optionally(period),
  })
  .map(({ more, days: [from, length], ...members }) => {
    const optionalItems = more?.filter((item) => !members.items.includes(item)) ?? [];
    const said = Object.entries(members).filter(([, value]) => value !== undefined);
    return ConsentRequestSchema.parse({
      ...Object.fromEntries(said),
      range: { from, to: addDays(from, length) },
      ...(optionalItems.length === 0 ? {} : { optionalItems }),
    });
  });

describe('the smallest request', () => {
  const check = (
    claim: (asked: ConsentRequest, templates: ConsentTemplate[], found: ConsentExplanation) => void,
  ) =>
    fc.assert(
      fc.property(anyRequest, anyTemplates, (asked, templates) =>
        claim(asked, templates, ConsentExplanation.parse(explainRequest(asked, { templates, today }))),
      ),
      { numRuns: 2000 },
    );
  const named = (templates: readonly ConsentTemplate[], { templateId }: ConsentRequest) =>
    templates.find((candidate) => candidate.templateId === templateId);

  it('always passes', () => {
    check((_asked, templates, { smallest }) => {
      if (smallest === null) return;
      const rules = named(templates, smallest);
      expect(rules && fairUseExcesses(smallest, rules, today)).toEqual([]);
      expect(explainRequest(smallest, { templates, today }).fair).toBe(true);
    });
  });

  it('asks in no dimension for more than was asked', () => {
    check((asked, templates, { smallest }) => {
      if (smallest === null) return;
      const within = (part: readonly DataItemId[] = [], whole: readonly DataItemId[] = []) =>
        part.every((item) => whole.includes(item));
      const ends = (length: string) => addPeriodToDate(today, length);
      expect(smallest.purpose).toBe(asked.purpose);
      expect(within(smallest.items, asked.items)).toBe(true);
      expect(within(smallest.optionalItems, asked.optionalItems)).toBe(true);
      expect(DISCLOSURE_LEVELS.indexOf(smallest.disclosure)).toBeLessThanOrEqual(
        DISCLOSURE_LEVELS.indexOf(asked.disclosure),
      );
      expect(smallest.range.from >= asked.range.from && smallest.range.to <= asked.range.to).toBe(true);
      expect(ends(smallest.validity) <= ends(asked.validity)).toBe(true);
      const rules = named(templates, smallest) as ConsentTemplate;
      const meant = named(templates, asked);
      const terms = termsOf(smallest, rules, today);
      if (asked.frequency !== undefined)
        expect(terms.frequency === null || isWithin(terms.frequency, asked.frequency)).toBe(true);
      if (asked.dataLife !== undefined) expect(ends(terms.dataLife) <= ends(asked.dataLife)).toBe(true);
      const fetchType = asked.fetchType ?? meant?.fetchType ?? 'PERIODIC';
      expect(FETCH_TYPES.indexOf(terms.fetchType)).toBeLessThanOrEqual(FETCH_TYPES.indexOf(fetchType));
    });
  });

  it('is what was asked where that was fair', () => {
    check((asked, _templates, { fair, excesses, smallest }) => {
      expect(fair).toBe(excesses.length === 0);
      if (fair) expect(smallest).toEqual(asked);
      else expect(smallest).not.toEqual(asked);
    });
  });

  it('is there whenever an item and a day may be asked for', () => {
    check((asked, templates, { smallest }) => {
      const rules = templates.find(({ purpose }) => purpose === asked.purpose);
      const askable = rules !== undefined && asked.items.some((item) => rules.items.includes(item));
      expect(smallest !== null).toBe(askable && asked.range.from <= today);
    });
  });
});
