import { AGENCY_PROBLEMS, DATA_ITEM_IDS } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { agencyOpenApiDocument } from './openapi.ts';

interface Described {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, object>>;
  readonly requestBody?: object;
}
const document = agencyOpenApiDocument() as {
  readonly openapi: string;
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ name: `${method} ${path}`, described })),
);

describe('the contract of an agency service (OpenAPI 3.1)', () => {
  it('has the five operations', () => {
    expect(operations.map(({ name }) => name)).toEqual([
      ...['get /v1/changes', 'get /v1/health', 'post /v1/page', 'post /v1/read', 'post /v1/state'],
    ]);
  });

  it.each(operations)('$name is signed and answers every problem', ({ described }) => {
    const headers = described.parameters.filter((each) => each.in === 'header').map(({ name }) => name);
    expect(headers).toEqual(expect.arrayContaining(['Signature-Input', 'Signature']));
    const statuses = Object.values(AGENCY_PROBLEMS).map(String);
    expect(Object.keys(described.responses).sort()).toEqual(['200', ...statuses].sort());
  });

  it.each(operations)('$name takes no code in its address', ({ described }) => {
    const named = described.parameters.filter((each) => each.in !== 'header').map(({ name }) => name);
    expect(named.filter((name) => !['since', 'limit'].includes(name))).toEqual([]);
  });

  it.each(DATA_ITEM_IDS)('shows the shape of %s', (item) => {
    expect(JSON.stringify(document.components.schemas.AgencyReadAnswer)).toContain(`"const":"${item}"`);
  });

  it('points at nothing that is not there', () => {
    const pointed = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    expect(pointed.length).toBeGreaterThan(20);
    for (const [, name] of pointed) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it('says what a signature covers', () => {
    expect(document.info.description).toContain('`"signature";req;key="xinqiao"`');
  });
});
