import {
  ConsentArtefact,
  DATA_ITEM_SCHEMAS,
  DataPackage,
  ERRORS,
  type ErrorCode,
  EventCursor,
  EventTypeList,
  IMPORT_MEDIA_TYPES,
  ImportInput,
  ImportReport,
  OPERATIONS,
  Problem,
  SCOPES,
} from '@xinqiao/contracts';
import { z } from 'zod';

type JsonObject = Record<string, unknown>;

/** Errors every operation can give. */
const COMMON: readonly ErrorCode[] = [
  'VALIDATION_FAILED',
  'TOKEN_INVALID',
  'SCOPE_MISSING',
  'RATE_LIMITED',
  'INTERNAL',
  'DATABASE_UNAVAILABLE',
];
const ON_WRITES: readonly ErrorCode[] = [
  'IDEMPOTENCY_KEY_MISSING',
  'IDEMPOTENCY_KEY_REUSED',
  'IDEMPOTENCY_IN_PROGRESS',
];

/** The OpenAPI 3.1 document of the REST interface, derived from the operations of the contract. */
export function openApiDocument(): JsonObject {
  const components: Record<string, JsonObject> = {};
  /** A schema as a fragment; named schemas move to the components. */
  const fragment = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
    const {
      $schema: _dialect,
      $defs,
      ...body
    } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonObject;
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, JsonObject>)) {
      const { id: _id, $schema: _nested, ...rest } = definition;
      components[name] ??= relinked(rest);
    }
    const { id, ...rest } = relinked(body);
    if (typeof id !== 'string') return rest;
    components[id] ??= rest;
    return { $ref: `#/components/schemas/${id}` };
  };

  const paths: Record<string, JsonObject> = {};
  for (const operation of Object.values(OPERATIONS)) {
    const input = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as {
      required?: string[];
    };
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
    const required = input.required ?? [];
    const shape = operation.input.shape as Record<string, z.ZodType>;
    const rest = Object.keys(shape).filter((name) => !inPath.includes(name));
    const parameter = (name: string, place: 'path' | 'query') => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: fragment(shape[name] as z.ZodType, 'input'),
    });
    const parameters: JsonObject[] = inPath.map((name) => parameter(name, 'path'));
    if (operation.method === 'GET') parameters.push(...rest.map((name) => parameter(name, 'query')));
    if (operation.write) parameters.push(IDEMPOTENCY_PARAMETER);
    const body = {
      type: 'object',
      properties: Object.fromEntries(rest.map((name) => [name, fragment(shape[name] as z.ZodType, 'input')])),
      required: rest.filter((name) => required.includes(name)),
      additionalProperties: false,
    };
    const path = `/api${operation.path}`;
    paths[path] ??= {};
    paths[path][operation.method.toLowerCase()] = {
      operationId: operation.name,
      summary: operation.summary.en,
      description: operation.summary.zh,
      tags: [operation.name.split('.')[0]],
      security: [{ oauth2: [operation.scope] }],
      parameters,
      ...(operation.method === 'POST' && rest.length > 0
        ? {
            requestBody: {
              required: body.required.length > 0,
              content: { 'application/json': { schema: body } },
            },
          }
        : {}),
      responses: {
        [operation.status]: {
          description: 'Success',
          content: { 'application/json': { schema: fragment(operation.output, 'output') } },
        },
        ...problemResponses([...operation.errors, ...COMMON, ...(operation.write ? ON_WRITES : [])]),
      },
    };
  }
  const files = '/api/v1/sources/import/files';
  paths[files] = { ...paths[files], ...importPath(fragment) };
  paths['/api/v1/events/stream'] = streamPath(fragment);
  fragment(Problem, 'output');
  fragment(DataPackage, 'output');
  fragment(ConsentArtefact, 'output');
  // The records of every data item, each under a name of its own.
  for (const records of Object.values(DATA_ITEM_SCHEMAS)) fragment(records, 'output');

  return {
    openapi: '3.1.0',
    info: {
      title: 'Xinqiao 信桥',
      version: '1',
      summary: 'Consented tax and registration data for unsecured lending to small firms.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => a.localeCompare(b, 'en'))),
    components: {
      schemas: Object.fromEntries(Object.entries(components).sort(([a], [b]) => a.localeCompare(b, 'en'))),
      securitySchemes: {
        oauth2: {
          type: 'oauth2',
          description: 'FAPI 2.0: private_key_jwt, DPoP-bound JWT access tokens of at most five minutes.',
          flows: {
            clientCredentials: {
              tokenUrl: '/oidc/token',
              scopes: Object.fromEntries(Object.entries(SCOPES).map(([scope, text]) => [scope, text.en])),
            },
          },
        },
      },
    },
  };
}

const IDEMPOTENCY_PARAMETER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Unique per business act, 8–128 visible ASCII characters; kept for 24 h.',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
};

/** One response per status, naming the codes that lead to it. */
function problemResponses(codes: readonly ErrorCode[]): JsonObject {
  const byStatus = Object.groupBy(new Set(codes), (code) => ERRORS[code].status);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, list = []]) => [
      status,
      {
        description: list.join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function streamPath(fragment: (schema: z.ZodType, io: 'input' | 'output') => JsonObject): JsonObject {
  const parameter = (name: string, place: 'query' | 'header', schema: z.ZodType) => ({
    ...{ name, in: place, required: false, schema: fragment(schema, 'input') },
  });
  return {
    get: {
      operationId: 'events.stream',
      summary: 'Own events as server-sent events, each with its place as id; ends with the token',
      description: '以服务器推送事件（SSE）读取本机构的事件，id 为事件序号；令牌到期时结束',
      tags: ['events'],
      security: [{ oauth2: ['events:read'] }],
      parameters: [
        parameter('after', 'query', EventCursor),
        parameter('types', 'query', EventTypeList),
        parameter('Last-Event-ID', 'header', EventCursor),
      ],
      responses: {
        200: { description: 'Success', content: { 'text/event-stream': { schema: { type: 'string' } } } },
        ...problemResponses(COMMON),
      },
    },
  };
}

function importPath(fragment: (schema: z.ZodType, io: 'input' | 'output') => JsonObject): JsonObject {
  const binary = { schema: { type: 'string', contentMediaType: 'application/octet-stream' } };
  return {
    post: {
      operationId: 'sources.import',
      summary: 'Import a file as the body, streamed; the same bytes are stored once, and go on after a crash',
      description: '以请求体流式导入数据文件；同一文件只存一次，中断后重发即续传',
      tags: ['sources'],
      security: [{ oauth2: ['sources:write'] }],
      parameters: [
        ...Object.entries(ImportInput.shape).map(([name, schema]) => ({
          name,
          in: 'query',
          required: !schema.isOptional(),
          schema: fragment(schema, 'input'),
        })),
        {
          name: 'Content-Digest',
          in: 'header',
          required: true,
          description: 'sha-256 of the body, RFC 9530.',
          schema: { type: 'string' },
        },
      ],
      requestBody: {
        required: true,
        content: Object.fromEntries(IMPORT_MEDIA_TYPES.map((type) => [type, binary])),
      },
      responses: {
        201: {
          description: 'Success',
          content: { 'application/json': { schema: fragment(ImportReport, 'output') } },
        },
        ...problemResponses([
          ...([
            'IMPORT_UNREADABLE',
            'IMPORT_NOT_FOUND',
            'IMPORT_NOT_REPLACEABLE',
            'IMPORT_TAKEN_OVER',
          ] as const),
          ...(['BODY_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'] as const),
          ...COMMON,
        ]),
      },
    },
  };
}

const relinked = (value: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonObject;
