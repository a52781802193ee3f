import type { ConsentRequest, ConsentTemplate } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { fairUseProblems } from './fair-use.ts';

const today = '2026-11-21';
const template: ConsentTemplate = {
  templateId: 'credit-decision',
  version: 1,
  name: { zh: '授信', en: 'Credit decision' },
  purpose: 'CREDIT_DECISION',
  fetchType: 'PERIODIC',
  items: ['tax.vat-returns', 'tax.credit-grades'],
  maxDisclosure: 'INDICATORS',
  maxRange: 'P24M',
  maxValidity: 'P12M',
  dataLife: 'P24M',
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
  fairUseProblems(request(fact), { ...template, ...rules }, on).map(({ path }) => path);

describe('fairUseProblems', () => {
  it('finds nothing wrong with a request at every limit', () => {
    expect(fairUseProblems(request(), template, today)).toEqual([]);
  });

  it.each([
    ['purpose', { purpose: 'EARLY_WARNING' }],
    ['items', { items: ['tax.vat-returns', 'invoice.lines'] }],
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

  it('names what was asked and what is allowed', () => {
    expect(fairUseProblems(request({ disclosure: 'RECORDS' }), template, today)[0]).toMatchObject({
      asked: 'RECORDS',
      allowed: 'INDICATORS',
    });
  });

  it('lists every violation at once', () => {
    expect(paths({ purpose: 'LOAN_REVIEW', disclosure: 'RECORDS', validity: 'P5Y' })).toEqual([
      'purpose',
      'disclosure',
      'validity',
    ]);
  });
});
