import type { CatalogueItem } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { matchingItems } from './matching-items.ts';

const item = (id: string, fact: object = {}) =>
  ({
    item: id,
    name: { zh: '税款缴纳', en: 'Tax payments' },
    agency: { zh: '税务局', en: 'Taxation Bureau' },
    ...{ fields: [], indicators: [], answers: [] },
    ...fact,
  }) as unknown as CatalogueItem;

const ITEMS = [
  item('tax.payments', {
    fields: [{ path: 'paidOn', name: { zh: '入库日期', en: 'Day paid' } }],
    indicators: [{ name: 'taxPaid12', title: { zh: '近12月入库税款', en: 'Tax paid' } }],
    answers: [{ name: 'taxPaid', question: { zh: '是否满一万元？', en: 'At least 10,000?' } }],
  }),
  item('enforcement.records', {
    name: { zh: '司法执行信息', en: 'Court enforcements' },
    agency: { zh: '人民法院', en: "People's Court" },
  }),
];
const found = (asked: string, agency = '') =>
  matchingItems(ITEMS, { asked, agency }).map(({ item: id }) => id);

describe('matchingItems', () => {
  it.each(['', '  '])('shows all where nothing is looked for: "%s"', (asked) => {
    expect(found(asked)).toEqual(['tax.payments', 'enforcement.records']);
  });

  it.each([
    ['its id', 'TAX.pay'],
    ['its name', '缴纳'],
    ['its English name', 'tax payments'],
    ['its agency', '税务'],
    ['a field', 'paidon'],
    ['the name of a field', '入库日期'],
    ['an indicator', 'taxPaid12'],
    ['what an indicator is called', '近12月'],
    ['a question', '一万元'],
  ])('finds an item by %s', (_, asked) => {
    expect(found(asked)).toEqual(['tax.payments']);
  });

  it('wants every word, wherever each of them stands', () => {
    expect(found('税务 入库日期')).toEqual(['tax.payments']);
    expect(found('法院 入库日期')).toEqual([]);
  });

  it('keeps to the agency that was chosen', () => {
    expect(found('', '人民法院')).toEqual(['enforcement.records']);
    expect(found('缴纳', '人民法院')).toEqual([]);
  });
});
