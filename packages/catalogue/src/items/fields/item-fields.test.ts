import { CatalogueField, DATA_ITEM_IDS } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { DATA_ITEMS } from '../data-items.ts';
import { FIELD_WORDS, itemFields, schemaFields } from './item-fields.ts';

describe('itemFields', () => {
  it.each(DATA_ITEM_IDS)('%s: every field has words, and no words are left without a field', (id) => {
    expect(Object.keys(FIELD_WORDS[id])).toEqual(schemaFields(id).map(({ path }) => path));
  });

  it.each(DATA_ITEM_IDS)('%s: every code is explained, and no other', (id) => {
    for (const { path, codes } of schemaFields(id))
      expect(Object.keys(FIELD_WORDS[id][path]?.codes ?? {}), path).toEqual(codes);
  });

  it.each(DATA_ITEM_IDS)(
    '%s: a field says in Chinese what it is, and an amount or a number in which unit',
    (id) => {
      for (const field of itemFields(DATA_ITEMS[id])) {
        expect(CatalogueField.parse(field)).toEqual(field);
        expect(field.name.zh, field.path).toMatch(/\p{Script=Han}/u);
        expect(field.description.zh, field.path).toMatch(/。$/);
        if (['AMOUNT', 'DECIMAL', 'RATIO', 'INTEGER'].includes(field.type))
          expect(field.unit, field.path).not.toBeNull();
      }
    },
  );

  it('follows lists into their entries, and says what may be null', () => {
    const listings = itemFields(DATA_ITEMS['registration.profile']).filter(({ path }) =>
      path.startsWith('abnormalListings'),
    );
    expect(listings.map(({ path, type, mayBeNull }) => [path, type, mayBeNull])).toEqual([
      ['abnormalListings', 'LIST', false],
      ['abnormalListings[].listedOn', 'DATE', false],
      ['abnormalListings[].removedOn', 'DATE', true],
      ['abnormalListings[].reason', 'TEXT', false],
    ]);
  });

  it('the name of a shareholder is personal although the register is public · JR/T 0171', () => {
    const [name, kind] = itemFields(DATA_ITEMS['registration.shareholders']);
    expect([name?.sensitivity, kind?.sensitivity]).toEqual(['C1', 'P']);
  });
});
