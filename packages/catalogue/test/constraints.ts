import { z } from 'zod';

/** Members that explain and do not constrain: better words break nobody. */
const ANNOTATIONS = new Set(['$schema', '$defs', 'id', 'title', 'description', 'examples', 'format']);

type Node = Readonly<Record<string, unknown>>;

/**
 * What the JSON Schema of a shape demands, without its words and with every named part written out where it is used:
 * two shapes that take the same values under the same names compare equal.
 */
export function constraintsOf(schema: z.ZodType): unknown {
  const document = z.toJSONSchema(schema, { io: 'output' }) as Node;
  const named = (document.$defs ?? {}) as Node;
  return demandsOf(document);

  function demandsOf(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(demandsOf);
    if (typeof node !== 'object' || node === null) return node;
    const { $ref, properties, ...rest } = node as Node;
    const own = Object.fromEntries(
      Object.entries(rest)
        .filter(([name]) => !ANNOTATIONS.has(name))
        .map(([name, value]) => [name, demandsOf(value)]),
    );
    return {
      ...(typeof $ref === 'string' ? (demandsOf(named[$ref.replace('#/$defs/', '')]) as Node) : {}),
      ...own,
      ...(properties === undefined ? {} : { properties: eachOf(properties as Node) }),
    };
  }

  /** Names of fields are names, whatever they are called. */
  function eachOf(fields: Node): Node {
    return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, demandsOf(field)]));
  }
}
