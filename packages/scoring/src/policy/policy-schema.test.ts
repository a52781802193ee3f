import { expect, it } from 'vitest';
import { policySchema } from './policy.ts';

/** Places of properties that an editor would show without a word. */
function* wordless(schema: unknown, path: string): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  const { properties = {} } = schema as { properties?: Record<string, object> };
  for (const [name, property] of Object.entries(properties))
    if (!('description' in property) && !('$ref' in property)) yield `${path}/${name}`;
  for (const [key, part] of Object.entries(schema)) yield* wordless(part, `${path}/${key}`);
}

it('the schema of a policy says of every property what it is', () => {
  expect([...wordless(policySchema(), '')]).toEqual([]);
});
