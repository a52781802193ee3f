import { EVENT_TYPE_NAMES, EVENT_TYPES, eventComponent } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { asyncApiDocument } from './asyncapi.ts';

interface Reference {
  readonly $ref: string;
}
interface Message {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly contentType: string;
  readonly headers: Reference;
  readonly payload: Reference;
}
interface Document {
  readonly asyncapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly channels: Readonly<
    Record<
      string,
      { readonly address: string | null; readonly messages: Readonly<Record<string, Reference>> }
    >
  >;
  readonly operations: Readonly<
    Record<
      string,
      { readonly action: string; readonly channel: Reference; readonly messages: readonly Reference[] }
    >
  >;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly schemas: Readonly<Record<string, Record<string, unknown>>>;
  };
}

const document = asyncApiDocument() as unknown as Document;

/** Every reference in a value, at any depth. */
function* referencesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, each] of Object.entries(value)) {
    if (name === '$ref') yield String(each);
    else yield* referencesIn(each);
  }
}

/** What a JSON pointer leads to (RFC 6901); undefined when nowhere. */
const resolve = ($ref: string): unknown =>
  $ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document);

describe('the AsyncAPI document (AsyncAPI 3.0.0)', () => {
  it('has what the specification requires of the document, its channels and its operations', () => {
    expect(document.asyncapi).toBe('3.0.0');
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    for (const operation of Object.values(document.operations))
      expect(operation).toMatchObject({ action: 'send', channel: { $ref: expect.any(String) } });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('every $ref leads somewhere', () => {
    const references = [...referencesIn(document)];
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter(($ref) => !$ref.startsWith('#/') || resolve($ref) === undefined)).toEqual([]);
  });

  it('an operation sends only messages of its channel, by way of the channel', () => {
    for (const { channel, messages } of Object.values(document.operations)) {
      expect(messages.length).toBeGreaterThan(0);
      for (const { $ref } of messages) expect($ref.startsWith(`${channel.$ref}/messages/`)).toBe(true);
    }
  });

  it.each(EVENT_TYPE_NAMES)('%s is delivered, in both languages', (type) => {
    const component = eventComponent(type);
    const delivered = document.operations.deliverEvent?.messages.map(({ $ref }) => resolve($ref));
    expect(delivered).toContainEqual({ $ref: `#/components/messages/${component}` });
    expect(document.components.messages[component]).toMatchObject({
      name: type,
      summary: EVENT_TYPES[type].summary.en,
      description: EVENT_TYPES[type].summary.zh,
      contentType: 'application/cloudevents+json',
    });
  });

  it.each(EVENT_TYPE_NAMES)('the payload of %s is that event and no other', (type) => {
    const payload = resolve(document.components.messages[eventComponent(type)]?.payload.$ref ?? '');
    expect(payload).toMatchObject({
      type: 'object',
      properties: { type: { const: type }, data: { additionalProperties: false } },
      required: expect.arrayContaining(['specversion', 'id', 'source', 'type']),
    });
  });

  it('lets consumers pass over attributes added later, as the reader of the contract does', () => {
    for (const type of EVENT_TYPE_NAMES)
      expect(document.components.schemas[eventComponent(type)]).toHaveProperty('additionalProperties', true);
  });

  it('no schema is there for nothing', () => {
    const used = new Set(referencesIn(document));
    const unused = Object.keys(document.components.schemas).filter(
      (name) => !used.has(`#/components/schemas/${name}`),
    );
    expect(unused).toEqual([]);
  });

  it('holds nothing that JSON Schema draft 7 does not know', () => {
    expect(JSON.stringify(document)).not.toMatch(/"\$defs"|"\$schema"|"prefixItems"|#\/definitions\//);
  });
});
