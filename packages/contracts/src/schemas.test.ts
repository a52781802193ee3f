import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  AgencyChangesAnswer,
  AgencyHealthAnswer,
  AgencyPageAnswerPublished,
  AgencyPageRequest,
  AgencyProblem,
  AgencyReadAnswerPublished,
  AgencyReadRequest,
  AgencyStateAnswer,
  AuditReceipt,
  ConsentArtefact,
  ConsentRequest,
  DATA_ITEM_SCHEMAS,
  DataConsentDetail,
  DataPackage,
  ImportInput,
  ImportReport,
  OPERATIONS,
  Problem,
} from './index.ts';

interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const SCHEMAS: readonly (readonly [string, z.ZodType, 'input' | 'output'])[] = [
  ...Object.entries(OPERATIONS).flatMap(([name, { input, output }]) => [
    [`input of ${name}`, input, 'input'] as const,
    [`output of ${name}`, output, 'output'] as const,
  ]),
  ...Object.entries(DATA_ITEM_SCHEMAS).map(
    ([item, schema]) => [`records of ${item}`, schema, 'output'] as const,
  ),
  ...Object.entries({
    AgencyChangesAnswer,
    AgencyHealthAnswer,
    AgencyPageAnswerPublished,
    AgencyPageRequest,
    AgencyProblem,
    AgencyReadAnswerPublished,
    AgencyReadRequest,
    AgencyStateAnswer,
    AuditReceipt,
    ConsentArtefact,
    ConsentRequest,
    DataConsentDetail,
    DataPackage,
    ImportInput,
    ImportReport,
    Problem,
  }).map(([name, schema]) => [name, schema, 'output'] as const),
];

/** Every schema that stands under a name: fields of objects, at any depth, and named definitions. */
function* namedSchemas(schema: unknown, path = ''): Generator<[string, Schema]> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' || key === '$defs')
      for (const [name, named] of Object.entries(value as Record<string, Schema>))
        yield [`${path}.${name}`, named];
    yield* namedSchemas(value, key === 'properties' || key === '$defs' ? path : `${path}.${key}`);
  }
}

describe('every field says what it means', () => {
  it.each(SCHEMAS)('%s', (_name, schema, io) => {
    const document = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;
    const described = ({ description, $ref }: Schema): boolean =>
      description !== undefined ||
      ($ref !== undefined && document.$defs?.[$ref.replace('#/$defs/', '')]?.description !== undefined);
    const mute = [...namedSchemas(document)].filter(([, field]) => !described(field));
    expect(mute.map(([path]) => path)).toEqual([]);
  });

  it('finds a field that says nothing, however deep it lies', () => {
    const document = z.toJSONSchema(
      z.object({ list: z.array(z.object({ mute: z.string() })).describe('A list.') }),
    );
    expect([...namedSchemas(document)].map(([path, { description }]) => [path, description])).toEqual([
      ['.list', 'A list.'],
      [expect.stringMatching(/\.mute$/), undefined],
    ]);
  });
});
