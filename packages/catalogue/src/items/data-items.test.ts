import { ANSWERS, DATA_ITEM_SCHEMAS, DISCLOSURE_LEVELS, INDICATORS } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { DATA_ITEMS } from './data-items.ts';

const ids = Object.keys(DATA_ITEM_SCHEMAS) as (keyof typeof DATA_ITEM_SCHEMAS)[];

describe('DATA_ITEMS · 数据资源目录', () => {
  it('defines every data item of the contracts, in their order', () => {
    expect(Object.keys(DATA_ITEMS)).toEqual(ids);
  });

  it.each(ids)('%s describes itself under its own name and with its own schema', (id) => {
    expect(DATA_ITEMS[id]).toMatchObject({ id, schema: DATA_ITEM_SCHEMAS[id] });
  });

  it.each(ids)('%s offers its disclosure levels least first, each once', (id) => {
    const offered = DATA_ITEMS[id].allowedDisclosure;
    expect(offered).toEqual(DISCLOSURE_LEVELS.filter((level) => offered.includes(level)));
    expect(offered.length).toBeGreaterThan(0);
  });

  it.each(ids)('%s offers INDICATORS exactly when an indicator is computed from it', (id) => {
    const derived = Object.values(INDICATORS).some(({ item }) => item === id);
    expect(DATA_ITEMS[id].allowedDisclosure.includes('INDICATORS')).toBe(derived);
  });

  it.each(ids)('%s offers ANSWER exactly when a question is answered from it', (id) => {
    const answered = Object.values(ANSWERS).some(({ item }) => item === id);
    expect(DATA_ITEMS[id].allowedDisclosure.includes('ANSWER')).toBe(answered);
  });
});
