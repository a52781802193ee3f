import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as values from '../values/index.ts';
import * as identifiers from './index.ts';

const schemas = Object.entries<unknown>({ ...values, ...identifiers }).filter(
  (entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType,
);
const components = z.toJSONSchema(z.object(Object.fromEntries(schemas))).$defs ?? {};

describe('schemas as OpenAPI components', () => {
  it('each becomes a component of its own name, and no two share one', () => {
    expect(Object.keys(components).sort()).toEqual(schemas.map(([name]) => name).sort());
  });

  it.each(Object.entries(components))('%s has a description', (_, component) => {
    expect(component).toHaveProperty('description', expect.stringMatching(/\w/));
  });

  it.each(schemas)('%s accepts its own examples', (_, schema) => {
    const examples = z.array(z.unknown()).min(1).parse(schema.meta()?.examples);
    expect(examples.filter((example) => !schema.safeParse(example).success)).toEqual([]);
  });
});
