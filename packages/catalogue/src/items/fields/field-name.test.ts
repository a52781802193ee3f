import { DATA_ITEM_IDS, fieldsOf } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { fieldName } from './field-name.ts';

describe('fieldName', () => {
  it.each([
    ['tax.vat-returns', 'taxPayable', '应纳税额合计'],
    ['registration.profile', 'abnormalListings', '经营异常名录'],
    ['registration.profile', 'abnormalListings.0', '经营异常名录'],
    ['registration.profile', 'abnormalListings.12.removedOn', '移出日期'],
    ['registration.profile', 'colour', 'colour'],
  ] as const)('of %s %s is %s', (item, path, zh) => {
    expect(fieldName(item, path).zh).toBe(zh);
  });

  it.each(DATA_ITEM_IDS)('says every field of %s in both languages', (item) => {
    for (const path of fieldsOf(item)) {
      expect(fieldName(item, path).zh).toMatch(/\p{Script=Han}/u);
      expect(fieldName(item, path).en).not.toBe(path);
    }
  });
});
