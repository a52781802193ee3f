import { ANSWER_NAMES, CatalogueItem, INDICATOR_NAMES } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogueItem } from './catalogue-item.ts';
import { DATA_ITEMS } from './data-items.ts';

const items = Object.values(DATA_ITEMS).map(catalogueItem);

describe('catalogueItem · 数据资源目录', () => {
  it.each(items)('$item is an item of the contracts', (item) => {
    expect(CatalogueItem.parse(item)).toEqual(item);
  });

  it.each(items)('$item: its sample is taken by its own JSON Schema', ({ sample, schema }) => {
    expect(z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema).safeParse(sample).error).toBeUndefined();
  });

  it('every indicator and every answer stands under one item', () => {
    const named = (of: 'indicators' | 'answers') =>
      items.flatMap((item) => item[of].map(({ name }) => name as string));
    expect(named('indicators').toSorted()).toEqual(INDICATOR_NAMES.toSorted());
    expect(named('answers').toSorted()).toEqual(ANSWER_NAMES.toSorted());
  });

  it.each(items)('$item explains exactly the levels it offers', ({ disclosure, indicators, answers }) => {
    expect(disclosure.includes('INDICATORS')).toBe(indicators.length > 0);
    expect(disclosure.includes('ANSWER')).toBe(answers.length > 0);
  });

  it.each(items)('$item: what an indicator reads are fields of the item', ({ fields, indicators }) => {
    const paths = fields.map(({ path }) => path);
    for (const { name, inputs } of indicators) expect(paths, name).toEqual(expect.arrayContaining(inputs));
  });

  it('is nothing but what travels as JSON', () => {
    expect(JSON.parse(JSON.stringify(items))).toEqual(items);
  });
});
