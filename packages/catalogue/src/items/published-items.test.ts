import { readFileSync } from 'node:fs';
import { DATA_ITEM_IDS, type DataItemId, VatReturn } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { constraintsOf } from '../../test/constraints.ts';
import type { DataItemDefinition } from './data-item-definition.ts';
import { DATA_ITEMS } from './data-items.ts';
import { itemFields } from './fields/item-fields.ts';

interface Published {
  readonly validFrom: string;
  /** What the JSON Schema of the records demands, without its words. */
  readonly constraints: unknown;
  /** What each figure is counted in, by the path of its field: a schema does not say. */
  readonly units: Readonly<Record<string, string>>;
}

/** Every version of every item as it was published. Nothing in it changes any more; new versions are added. */
const PUBLISHED: Readonly<Record<string, Readonly<Record<string, Published>>>> = JSON.parse(
  readFileSync(new URL('./published-data-items.json', import.meta.url), 'utf8'),
);

const published = Object.entries(PUBLISHED).flatMap(([id, versions]) =>
  Object.entries(versions).map(([version, of]) => ({
    id: id as DataItemId,
    version: Number(version),
    ...of,
  })),
);
/** The units of an item’s fields, in English. */
const unitsOf = (item: DataItemDefinition): Published['units'] =>
  Object.fromEntries(itemFields(item).flatMap(({ path, unit }) => (unit === null ? [] : [[path, unit.en]])));

const declared = DATA_ITEM_IDS.flatMap((id) =>
  DATA_ITEMS[id].versions.map(({ version }) => ({ id, version })),
);

describe('versions of the data items', () => {
  it.each(DATA_ITEM_IDS)(
    '%s counts them from 1, the later ones from a later day, and is the last of them',
    (id) => {
      const { version, versions } = DATA_ITEMS[id];
      expect(versions.map((each) => each.version)).toEqual(versions.map((_, at) => at + 1));
      const days = versions.map(({ validFrom }) => validFrom);
      expect(days).toEqual([...new Set(days)].toSorted());
      expect(version).toBe(versions.length);
    },
  );
});

describe('a breaking change needs a new version', () => {
  it.each(published)(
    '$id version $version begins on the day it was published for',
    ({ id, version, validFrom }) => {
      expect(DATA_ITEMS[id].versions[version - 1]).toMatchObject({ version, validFrom });
    },
  );

  it.each(published.filter(({ id, version }) => version === DATA_ITEMS[id].version))(
    '$id version $version has the shape it was published with',
    ({ id, constraints }) => {
      expect(
        constraintsOf(DATA_ITEMS[id].schema),
        'A published shape never changes, not even by one more field or code: leave this version and add the next.',
      ).toEqual(constraints);
    },
  );

  it.each(published.filter(({ id, version }) => version === DATA_ITEMS[id].version))(
    '$id version $version counts in the units it was published with',
    ({ id, units }) => {
      expect(
        unitsOf(DATA_ITEMS[id]),
        'A published unit never changes: who reads yuan would take ten thousand yuan for one. Add the next version.',
      ).toEqual(units);
    },
  );

  it.each(declared)('$id version $version is published', ({ id, version }) => {
    const { versions, schema } = DATA_ITEMS[id];
    const { validFrom } = versions[version - 1] ?? {};
    const entry = { validFrom, constraints: constraintsOf(schema), units: unitsOf(DATA_ITEMS[id]) };
    expect(
      PUBLISHED[id]?.[version],
      `Add to published-data-items.json under "${id}": "${version}": ${JSON.stringify(entry)}`,
    ).toBeDefined();
  });
});

describe('constraintsOf', () => {
  const { shape } = VatReturn;
  const asPublished = constraintsOf(VatReturn);

  it.each([
    ['a field more', z.strictObject({ ...shape, remark: z.string() })],
    ['a field more that may be left out', z.strictObject({ ...shape, remark: z.string().optional() })],
    ['a field less', VatReturn.omit({ daysLate: true })],
    ['another name', VatReturn.omit({ daysLate: true }).extend({ lateDays: shape.daysLate })],
    ['another type', VatReturn.extend({ daysLate: z.string() })],
    ['another bound', VatReturn.extend({ daysLate: z.int() })],
    ['another spelling of an amount', VatReturn.extend({ taxPaid: z.string().regex(/^\d+$/) })],
    ['null where there was none', VatReturn.extend({ daysLate: shape.daysLate.nullable() })],
    ['a code more', VatReturn.extend({ taxpayerKind: z.enum([...shape.taxpayerKind.options, 'GROUP']) })],
    ['a field that may be left out', VatReturn.extend({ daysLate: shape.daysLate.optional() })],
    ['fields of any name besides', z.looseObject(shape)],
  ])('sees %s', (_, changed) => {
    expect(constraintsOf(changed)).not.toEqual(asPublished);
  });

  it.each([
    ['words', VatReturn.extend({ daysLate: shape.daysLate.describe('Days late.') })],
    ['the name of a part', z.strictObject(shape)],
  ])('does not mind other %s', (_, same) => {
    expect(constraintsOf(same)).toEqual(asPublished);
  });
});
