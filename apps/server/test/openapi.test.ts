import { DATA_ITEM_SCHEMAS, ERRORS, OPERATIONS, type OperationName, SCOPES } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../src/http/openapi.ts';

interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: readonly { readonly oauth2: readonly string[] }[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content: Readonly<Record<string, unknown>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: {
      readonly oauth2: { readonly flows: { readonly clientCredentials: { readonly scopes: object } } };
    };
  };
}

const document = openApiDocument() as unknown as Document;
const described = Object.values(document.paths).flatMap((path) => Object.values(path));
const NAMES = Object.keys(OPERATIONS) as OperationName[];

/** Every object in a value, itself included. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const each of Object.values(value)) yield* objectsIn(each);
}

describe('the OpenAPI document (OpenAPI 3.1)', () => {
  it('has what the specification requires', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('names every operation once', () => {
    const ids = described.map(({ operationId }) => operationId);
    const streams = ['sources.import', 'events.stream'];
    expect([...ids].sort()).toEqual([...NAMES, ...streams].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(NAMES)('%s stands at its path and method, in both languages, with its scope', (name) => {
    const { path, method, scope, summary, status } = OPERATIONS[name];
    const found = document.paths[`/api${path}`]?.[method.toLowerCase()];
    expect(found).toMatchObject({
      operationId: name,
      summary: summary.en,
      description: summary.zh,
      security: [{ oauth2: [scope] }],
      responses: { [status]: { content: { 'application/json': { schema: expect.any(Object) } } } },
    });
  });

  it.each(NAMES)('%s lists every member of its path as a required parameter', (name) => {
    const { path, method } = OPERATIONS[name];
    const { parameters = [] } = document.paths[`/api${path}`]?.[method.toLowerCase()] ?? {};
    const inPath = parameters.filter(({ in: place, required }) => place === 'path' && required);
    expect(inPath.map(({ name: member }) => member)).toEqual(
      [...path.matchAll(/\{(\w+)\}/g)].map(([, member]) => member),
    );
  });

  it.each(NAMES.filter((name) => OPERATIONS[name].write))('%s asks for an Idempotency-Key', (name) => {
    const { path } = OPERATIONS[name];
    expect(document.paths[`/api${path}`]?.post?.parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }),
    );
  });

  it.each(NAMES)('%s names its errors at the statuses they come with, as problem+json', (name) => {
    const { path, method, errors } = OPERATIONS[name];
    const { responses = {} } = document.paths[`/api${path}`]?.[method.toLowerCase()] ?? {};
    for (const code of errors) {
      const response = responses[ERRORS[code].status];
      expect(response?.description.split(', ')).toContain(code);
      expect(Object.keys(response?.content ?? {})).toEqual(['application/problem+json']);
    }
  });

  it('every $ref leads somewhere', () => {
    const refs = [...objectsIn(document)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    expect(refs.length).toBeGreaterThan(50);
    const missing = refs.filter((ref) => {
      const [, name = ''] = /^#\/components\/schemas\/(\w+)$/.exec(ref) ?? [];
      return !(name in document.components.schemas);
    });
    expect(missing).toEqual([]);
  });

  it('the records of every data item are a component of their own', () => {
    const names = Object.values(DATA_ITEM_SCHEMAS).map((schema) => String(schema.meta()?.id));
    expect(new Set(names).size).toBe(names.length);
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(names));
  });

  it('no component is there for nothing', () => {
    const text = JSON.stringify(document);
    const unused = Object.keys(document.components.schemas).filter(
      (name) => !text.includes(`"#/components/schemas/${name}"`),
    );
    // What a client finds inside a signed statement is described although no response holds it in the open.
    expect(unused.filter((name) => !['DataPackage', 'ConsentArtefact'].includes(name))).toEqual([]);
  });

  it('holds nothing that JSON Schema 2020-12 does not know', () => {
    const text = JSON.stringify(document);
    expect(text).not.toMatch(/"nullable"|"\$defs"|"definitions"|"\$schema"/);
  });

  it('lists every scope', () => {
    expect(Object.keys(document.components.securitySchemes.oauth2.flows.clientCredentials.scopes)).toEqual(
      Object.keys(SCOPES),
    );
  });
});
