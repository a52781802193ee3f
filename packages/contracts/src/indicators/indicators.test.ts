import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DATA_ITEM_SCHEMAS } from '../data-items/index.ts';
import { INDICATORS, type IndicatorDefinition, WINDOWS } from './index.ts';
import { family, state } from './indicator-definition.ts';

const all: readonly (readonly [string, IndicatorDefinition])[] = Object.entries(INDICATORS);

/** What each published indicator rests on. Nothing in it changes any more; new names are added. */
const PUBLISHED: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('./published-indicators.json', import.meta.url), 'utf8'),
);

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Paths of the fields of an item's records, `months.amount` for those of entries. */
function fieldsOf(schema: z.ZodType): string[] {
  const document = z.toJSONSchema(schema, { unrepresentable: 'any' }) as Schema;
  const walk = (node: Schema, path: string): string[] => {
    const target = node.$ref ? (document.$defs?.[node.$ref.replace('#/$defs/', '')] ?? {}) : node;
    if (target.items) return walk(target.items, path);
    return Object.entries(target.properties ?? {}).flatMap(([name, field]) => [
      `${path}${name}`,
      ...walk(field, `${path}${name}.`),
    ]);
  };
  return walk(document, '');
}

describe('INDICATORS · 衍生指标', () => {
  it.each(all)('%s names only inputs that its item has', (_name, { item, inputs }) => {
    expect(inputs.length).toBeGreaterThan(0);
    const fields = fieldsOf(DATA_ITEM_SCHEMAS[item]);
    expect(inputs.filter((input) => !fields.includes(input))).toEqual([]);
  });

  it.each(all)('%s says in both languages what it is and how it is computed', (_name, { name, formula }) => {
    for (const text of [name.zh, name.en, formula.zh, formula.en]) expect(text).toMatch(/^[^{}]{4,}$/);
  });

  it.each(all)('%s ends with the months of its window, if it has one', (name, { months }) => {
    expect(name.match(/\d+$/)?.[0] ?? '0').toBe(String(months));
    expect([0, ...WINDOWS]).toContain(months);
  });

  it.each(all)('%s cannot be more months than its window', (_name, { unit, months, range }) => {
    if (unit === 'MONTHS' && months > 0) expect(range).toEqual([0, months]);
    if (unit === 'COUNT' || unit === 'DAYS') expect(range[0]).toBe(0);
  });
});

describe('a published indicator keeps its meaning: a changed formula is a new name', () => {
  /** What a formula rests on. Its words may improve; the hand-computed cases of the catalogue hold its figures. */
  const termsOf = ({ item, unit, months, range, inputs }: IndicatorDefinition): string =>
    `${item} · ${unit} · ${months} · ${range.map((end) => end ?? '').join('…')} · ${inputs.join(' ')}`;

  it.each(Object.entries(PUBLISHED))('%s is as it was published', (name, terms) => {
    const definition = (INDICATORS as Readonly<Record<string, IndicatorDefinition>>)[name];
    expect(definition && termsOf(definition), 'Leave it as it is and add another name.').toBe(terms);
  });

  it.each(all)('%s is published', (name, definition) => {
    const entry = `"${name}": "${termsOf(definition)}"`;
    expect(Object.keys(PUBLISHED), `Add to published-indicators.json: ${entry}`).toContain(name);
  });
});

describe('family', () => {
  const facts = {
    unit: 'COUNT',
    name: ['近{n}月', 'of the last {n} months against the {n} before'],
    formula: ['{n}', '{n} months earlier'],
    inputs: ['x'],
  } as const;

  it('is the same indicator over several windows, named by its base and the months', () => {
    const made = family('thing', [1, 12], 'tax.arrears', facts);
    expect(Object.keys(made)).toEqual(['thing1', 'thing12']);
    expect(made.thing12).toMatchObject({ months: 12, name: { zh: '近12月' }, range: [0, null] });
  });

  it('speaks of one month in the singular', () => {
    expect(family('thing', [1], 'tax.arrears', facts).thing1).toMatchObject({
      name: { en: 'of the last month against the month before' },
      formula: { en: '1 month earlier' },
    });
  });

  it('of the state on a day has no window', () => {
    expect(state('tax.arrears', facts).months).toBe(0);
  });
});
