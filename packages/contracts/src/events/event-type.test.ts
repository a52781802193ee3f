import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LocalizedText } from '../values/index.ts';
import { EVENT_TYPE_NAMES, EVENT_TYPES, type EventType } from './event-type.ts';

/** What each published version says about its data. Nothing in it changes any more; new types are added. */
const PUBLISHED: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(new URL('./published-event-data.json', import.meta.url), 'utf8'),
);

/** Members that explain and do not constrain: better words break nobody. */
const ANNOTATIONS = new Set(['$schema', 'id', 'description', 'examples', 'title']);

const constraintsOf = (type: EventType): unknown => withoutWords(z.toJSONSchema(EVENT_TYPES[type].data));

function withoutWords(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutWords);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name]) => !ANNOTATIONS.has(name))
      .map(([name, value]) => [
        name,
        name === 'properties' || name === '$defs' ? eachWithoutWords(value) : withoutWords(value),
      ]),
  );
}
const eachWithoutWords = (named: object) =>
  Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, withoutWords(schema)]));

describe('EVENT_TYPES', () => {
  it.each(EVENT_TYPE_NAMES)('%s says what happened in both languages', (type) => {
    expect(LocalizedText.safeParse(EVENT_TYPES[type].summary).success).toBe(true);
  });

  it.each(EVENT_TYPE_NAMES)('%s ends with its version', (type) => {
    expect(type).toMatch(new RegExp(`^cn\\.xinqiao(\\.[a-z-]+){2}\\.v${EVENT_TYPES[type].version}$`));
  });

  it.each(EVENT_TYPE_NAMES)('%s takes nothing beyond its data', (type) => {
    expect(constraintsOf(type)).toHaveProperty('additionalProperties', false);
  });
});

describe('a breaking change needs a new version', () => {
  it.each(Object.keys(PUBLISHED))('%s is as it was published', (type) => {
    expect(EVENT_TYPE_NAMES).toContain(type);
    expect(
      constraintsOf(type as EventType),
      'Published data never changes, not even by one more member or code: leave this version and add the next.',
    ).toEqual(PUBLISHED[type]);
  });

  it.each(EVENT_TYPE_NAMES)('%s is published', (type) => {
    expect(
      Object.keys(PUBLISHED),
      `Add to published-event-data.json: "${type}": ${JSON.stringify(constraintsOf(type))}`,
    ).toContain(type);
  });
});
