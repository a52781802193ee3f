import { DATA_ITEM_IDS, DATA_ITEM_SCHEMAS } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { schemaFields } from '../fields/item-fields.ts';
import { ITEM_SAMPLES } from './item-samples.ts';

/** The value of a field in the first record that has one. */
function shown(records: unknown, path: string): unknown {
  const [name = '', ...rest] = path.split('.');
  const entries = Array.isArray(records) ? records : [records];
  for (const entry of entries as Record<string, unknown>[]) {
    const value = entry[name.replace('[]', '')];
    const found = rest.length === 0 ? value : shown(value, rest.join('.'));
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

describe('ITEM_SAMPLES', () => {
  it.each(DATA_ITEM_IDS)('%s is as it would be delivered', (item) => {
    expect(DATA_ITEM_SCHEMAS[item].parse(ITEM_SAMPLES[item])).toEqual(ITEM_SAMPLES[item]);
  });

  it.each(DATA_ITEM_IDS)('%s shows every field at least once', (item) => {
    const mute = schemaFields(item).filter(({ path }) => shown(ITEM_SAMPLES[item], path) === undefined);
    expect(mute.map(({ path }) => path)).toEqual([]);
  });
});
