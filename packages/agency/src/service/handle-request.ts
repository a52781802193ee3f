import {
  AGENCY_PROBLEMS,
  AgencyChangesQuery,
  AgencyPageRequest,
  type AgencyProblemCode,
  AgencyReadRequest,
} from '@xinqiao/contracts';
import type { z } from 'zod';
import { AgencyError } from '../agency-error.ts';
import { checkContentDigest } from '../signatures/content-digest.ts';
import type { Fields, RequestMessage } from '../signatures/http-message.ts';
import type { SigningKey, VerifyingKey } from '../signatures/message-keys.ts';
import { JSON_TYPE, SKEW_SECONDS, signAnswer, verifyRequest } from '../signatures/profile.ts';
import {
  answerChanges,
  answerHealth,
  answerPage,
  answerRead,
  answerState,
  type OnFailure,
} from './answer-questions.ts';
import type { AgencyHoldings } from './holdings.ts';
import type { NonceMemory } from './nonce-memory.ts';

export interface ServiceContext {
  readonly holdings: AgencyHoldings;
  /** The agency’s own key. */
  readonly key: SigningKey;
  /** The platform’s keys, pinned. */
  readonly platformKeys: readonly VerifyingKey[];
  /** Host and port as the platform addresses this service; never taken from the request. */
  readonly authority: string;
  readonly nonces: NonceMemory;
  readonly now: () => Date;
  readonly onFailure: OnFailure;
}

/** One request as it came over the wire. */
export interface IncomingMessageParts {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly fields: Fields;
  readonly body: Uint8Array;
}

export interface OutgoingMessageParts {
  readonly status: number;
  readonly fields: Fields;
  readonly body: Uint8Array;
}

/** Why a request is refused as a whole. */
class Refusal extends Error {
  readonly code: AgencyProblemCode;
  readonly reason: string | undefined;
  constructor(code: AgencyProblemCode, reason?: string) {
    super(code);
    this.code = code;
    this.reason = reason;
  }
}

/**
 * Answers one request of the platform: signature first, before anything of it is read. Whoever has no pinned key learns
 * nothing but that.
 */
export async function handleRequest(
  context: ServiceContext,
  incoming: IncomingMessageParts,
): Promise<OutgoingMessageParts> {
  const at = incoming.target.indexOf('?');
  const request: RequestMessage = {
    method: incoming.method,
    authority: context.authority,
    path: at < 0 ? incoming.target : incoming.target.slice(0, at),
    query: at < 0 ? '?' : incoming.target.slice(at),
    fields: incoming.fields,
  };
  let trusted = false;
  try {
    authenticate(context, request, incoming.body);
    trusted = true;
    const body = encode(await dispatch(context, request, incoming.body));
    const signed = signAnswer({ status: 200, type: JSON_TYPE, body }, request, context.key, context.now());
    return { ...signed, body };
  } catch (error) {
    if (!(error instanceof Refusal)) context.onFailure(error);
    const refusal = error instanceof Refusal ? error : new Refusal('FAILED');
    return refuse(context, trusted ? request : undefined, refusal);
  }
}

function authenticate(
  { platformKeys, nonces, now }: ServiceContext,
  request: RequestMessage,
  body: Uint8Array,
): void {
  try {
    const hasBody = request.method !== 'GET' || body.byteLength > 0;
    const { nonce, expires } = verifyRequest(request, hasBody, platformKeys, now());
    if (hasBody) checkContentDigest(request.fields['content-digest'], body);
    const taken = nonces.take(nonce, expires + SKEW_SECONDS, now());
    if (taken === 'used') throw new AgencyError('SIGNATURE_REPEATED');
    if (taken === 'full') throw new Refusal('OVERLOADED');
  } catch (error) {
    throw error instanceof AgencyError ? new Refusal('SIGNATURE_REFUSED', error.code) : error;
  }
}

async function dispatch(
  { holdings, onFailure }: ServiceContext,
  { method, path, query, fields }: RequestMessage,
  body: Uint8Array,
): Promise<object> {
  const allow = (only: string) => {
    if (method !== only) throw new Refusal('METHOD_NOT_ALLOWED');
  };
  const bodyOf = <Request extends z.ZodType>(schema: Request): z.output<Request> => {
    allow('POST');
    if (fields['content-type'] !== JSON_TYPE) throw new Refusal('MEDIA_TYPE_UNSUPPORTED');
    return parsed(schema, readJson(body));
  };
  switch (path) {
    case '/v1/read':
      return answerRead(holdings, bodyOf(AgencyReadRequest), onFailure);
    case '/v1/page':
      return answerPage(holdings, bodyOf(AgencyPageRequest), onFailure);
    case '/v1/state':
      return answerState(holdings, bodyOf(AgencyReadRequest), onFailure);
    case '/v1/changes': {
      allow('GET');
      const question = Object.fromEntries(new URLSearchParams(query));
      return answerChanges(holdings, parsed(AgencyChangesQuery, question));
    }
    case '/v1/health':
      allow('GET');
      return answerHealth(holdings);
    default:
      throw new Refusal('NOT_FOUND');
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new Refusal('REQUEST_INVALID');
  return result.data;
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Refusal('REQUEST_INVALID');
  }
}

/** A refusal, signed when it is known who asked. */
export function refuse(
  context: Pick<ServiceContext, 'key' | 'now'>,
  request: RequestMessage | undefined,
  { code, reason }: { readonly code: AgencyProblemCode; readonly reason?: string | undefined },
): OutgoingMessageParts {
  const status = AGENCY_PROBLEMS[code];
  const body = encode({ type: 'about:blank', status, code, ...(reason === undefined ? {} : { reason }) });
  const type = 'application/problem+json';
  if (request === undefined) return { status, fields: { 'content-type': type }, body };
  return { ...signAnswer({ status, type, body }, request, context.key, context.now()), body };
}

const encode = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
