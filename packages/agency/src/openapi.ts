import {
  AGENCY_PROBLEMS,
  AgencyChangesAnswer,
  AgencyChangesRequest,
  AgencyHealthAnswer,
  AgencyPageAnswerPublished,
  AgencyPageRequest,
  AgencyProblem,
  AgencyReadAnswerPublished,
  AgencyReadRequest,
  AgencyStateAnswer,
} from '@xinqiao/contracts';
import { z } from 'zod';
import {
  ANSWER_COMPONENTS,
  ANSWER_TAG,
  BODY_COMPONENTS,
  LONGEST_SECONDS,
  REQUEST_COMPONENTS,
  REQUEST_TAG,
  SIGNATURE_LABEL,
  SKEW_SECONDS,
} from './signatures/profile.ts';

type Json = Record<string, unknown>;

/** The contract between the platform and the service of an agency, as OpenAPI 3.1. */
export function agencyOpenApiDocument(): Json {
  const schemas: Record<string, Json> = {};
  const fragment = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const {
      $schema: _dialect,
      $defs,
      ...body
    } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, Json>)) {
      const { id: _id, $schema: _nested, ...rest } = definition;
      schemas[name] ??= relinked(rest);
    }
    const { id, ...rest } = relinked(body);
    if (typeof id !== 'string') return rest;
    schemas[id] ??= rest;
    return { $ref: `#/components/schemas/${id}` };
  };
  const json = (schema: z.ZodType, io: 'input' | 'output') => ({
    content: { 'application/json': { schema: fragment(schema, io) } },
  });
  const problem = { content: { 'application/problem+json': { schema: fragment(AgencyProblem, 'output') } } };
  const responses = (answer: z.ZodType) => ({
    200: { description: 'Success', headers: ANSWER_HEADERS, ...json(answer, 'output') },
    ...Object.fromEntries(
      Object.entries(AGENCY_PROBLEMS).map(([code, status]) => [status, { description: code, ...problem }]),
    ),
  });
  const post = (operationId: string, texts: Texts, request: z.ZodType, answer: z.ZodType) => ({
    post: {
      operationId,
      ...texts,
      parameters: [...SIGNATURE_HEADERS, DIGEST_HEADER],
      requestBody: { required: true, ...json(request, 'input') },
      responses: responses(answer),
    },
  });
  const get = (operationId: string, texts: Texts, parameters: readonly Json[], answer: z.ZodType) => ({
    get: {
      operationId,
      ...texts,
      parameters: [...parameters, ...SIGNATURE_HEADERS],
      responses: responses(answer),
    },
  });
  const { since, limit } = AgencyChangesRequest.shape;
  const inQuery = (name: string, required: boolean, schema: z.ZodType) => ({
    ...{ name, in: 'query', required, schema: fragment(schema, 'input') },
  });

  const paths = {
    '/v1/changes': get(
      'agency.changes',
      {
        summary: 'Whose data changed since the last call',
        description: '自上次查询以来哪些主体的数据有变化',
      },
      [inQuery('since', false, since), inQuery('limit', true, limit)],
      AgencyChangesAnswer,
    ),
    '/v1/health': get(
      'agency.health',
      {
        summary: 'What the service answers for, and how fresh it is',
        description: '服务提供的数据项及其更新时间',
      },
      [],
      AgencyHealthAnswer,
    ),
    '/v1/page': post(
      'agency.page',
      { summary: 'One page of a long list', description: '分页读取较长的列表' },
      AgencyPageRequest,
      AgencyPageAnswerPublished,
    ),
    '/v1/read': post(
      'agency.read',
      { summary: 'Several items of one subject', description: '读取一个主体的若干数据项' },
      AgencyReadRequest,
      AgencyReadAnswerPublished,
    ),
    '/v1/state': post(
      'agency.state',
      {
        summary: 'Which state the items have now, without records',
        description: '查询各数据项的当前状态，不含记录',
      },
      AgencyReadRequest,
      AgencyStateAnswer,
    ),
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Xinqiao 信桥: agency service',
      version: '1',
      summary: 'What the service of a data agency answers when the platform calls it.',
      description: SIGNATURES,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'https://data.agency.example' }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => a.localeCompare(b, 'en'))),
    },
  };
}

interface Texts {
  readonly summary: string;
  readonly description: string;
}

const covered = (components: readonly string[]) => components.map((name) => `\`${name}\``).join(', ');

const SIGNATURES = [
  'Both sides sign (RFC 9421) with ES256 on P-256 or Ed25519 and pin the other’s public key.',
  `The signature is named \`${SIGNATURE_LABEL}\`. Parameters: \`created\`, \`expires\` (at most ${LONGEST_SECONDS} s later; clocks may differ by ${SKEW_SECONDS} s), \`keyid\`, \`tag\`, and on requests a \`nonce\` that is never used twice.`,
  `A request covers ${covered(REQUEST_COMPONENTS)} and, with a body, ${covered(BODY_COMPONENTS)}; its tag is \`${REQUEST_TAG}\`.`,
  `An answer covers ${covered(ANSWER_COMPONENTS)}; its tag is \`${ANSWER_TAG}\`.`,
  '`Content-Digest` (RFC 9530) names sha-256.',
].join('\n\n');

const header = (name: string, description: string) => ({
  ...{ name, in: 'header', required: true, description, schema: { type: 'string' } },
});
const DIGEST_HEADER = header('Content-Digest', 'sha-256 of the body, RFC 9530.');
const SIGNATURE_HEADERS = [
  header('Signature-Input', 'What the signature covers, RFC 9421.'),
  header('Signature', 'The signature, RFC 9421.'),
];
const ANSWER_HEADERS = Object.fromEntries(
  [...SIGNATURE_HEADERS, DIGEST_HEADER].map(({ name, required, description, schema }) => [
    name,
    { required, description, schema },
  ]),
);

const relinked = (value: Json): Json =>
  JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
