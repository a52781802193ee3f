import {
  AgencyChangesAnswer,
  type AgencyChangesRequest,
  AgencyHealthAnswer,
  AgencyPageAnswer,
  type AgencyPageRequest,
  AgencyReadAnswer,
  type AgencyReadRequest,
  AgencyStateAnswer,
  type Instant,
} from '@xinqiao/contracts';
import type { z } from 'zod';
import { AgencyError } from '../agency-error.ts';
import { checkContentDigest } from '../signatures/content-digest.ts';
import type { RequestMessage, ResponseMessage } from '../signatures/http-message.ts';
import type { SigningKey, VerifyingKey } from '../signatures/message-keys.ts';
import { JSON_TYPE, SKEW_SECONDS, signRequest, verifyAnswer } from '../signatures/profile.ts';
import { readOrigin } from './origin.ts';

/** Sends one request and takes the answer whole. It follows no redirect and decompresses nothing. */
export type AgencySend = (request: {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly signal?: AbortSignal;
}) => Promise<ResponseMessageWithBody>;

interface ResponseMessageWithBody {
  readonly status: number;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface AgencyClientOptions {
  /** Scheme, host and port of the agency’s service, nothing more. */
  readonly origin: string;
  /** The platform’s key, whose public half the agency has pinned. */
  readonly key: SigningKey;
  /** The agency’s keys, pinned; two while it changes them. */
  readonly agencyKeys: readonly VerifyingKey[];
  readonly send: AgencySend;
  readonly now: () => Date;
  /** At least 128 bits, other each time, visible ASCII without quote and backslash. */
  readonly newNonce: () => string;
}

/** Calls the service of one agency. Each method throws what `send` throws, or an {@link AgencyError}. */
export interface AgencyClient {
  read(request: AgencyReadRequest, signal?: AbortSignal): Promise<AgencyReadAnswer>;
  state(request: AgencyReadRequest, signal?: AbortSignal): Promise<AgencyStateAnswer>;
  page(request: AgencyPageRequest, signal?: AbortSignal): Promise<AgencyPageAnswer>;
  changes(request: AgencyChangesRequest, signal?: AbortSignal): Promise<AgencyChangesAnswer>;
  health(signal?: AbortSignal): Promise<AgencyHealthAnswer>;
}

/**
 * What is returned was signed by a pinned key for this very request, is whole, has the shape of the contract, speaks of
 * the subject, items and range asked about and of no time to come. Records in it are not looked at.
 */
export function agencyClient(options: AgencyClientOptions): AgencyClient {
  const { authority, origin } = readOrigin(options.origin);

  async function call<Answer extends z.ZodType>(
    schema: Answer,
    question: {
      readonly method: 'GET' | 'POST';
      readonly path: string;
      readonly query?: string;
      readonly body?: object;
    },
    signal: AbortSignal | undefined,
  ): Promise<z.output<Answer>> {
    const { method, path, query = '' } = question;
    const body =
      question.body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(question.body));
    const request = signRequest({ method, authority, path, query: `?${query}` }, body, options.key, {
      now: options.now(),
      nonce: options.newNonce(),
    });
    const {
      status,
      headers,
      body: answer,
    } = await options.send({
      url: `${origin}${path}${query === '' ? '' : `?${query}`}`,
      method,
      headers: { accept: JSON_TYPE, ...request.fields },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    checkAnswer({ status, fields: headers }, answer, request);
    const parsed = schema.safeParse(readJson(answer));
    if (!parsed.success) throw new AgencyError('ANSWER_MALFORMED');
    checkStates(parsed.data as object, options.now());
    return parsed.data;
  }

  /** First whether it is an answer at all, then whether it is whole, then whose it is; only then is it read. */
  function checkAnswer(answer: ResponseMessage, body: Uint8Array, request: RequestMessage): void {
    if (answer.status !== 200) throw new AgencyError('ANSWER_STATUS', answer.status);
    if (!/^application\/json(;\s*charset=utf-8)?$/i.test(answer.fields['content-type'] ?? ''))
      throw new AgencyError('ANSWER_TYPE');
    checkContentDigest(answer.fields['content-digest'], body);
    verifyAnswer(answer, request, options.agencyKeys, options.now());
  }

  /** Asks about a subject. */
  async function ask<Answer extends z.ZodType<Question>>(
    schema: Answer,
    path: string,
    request: Question,
    signal: AbortSignal | undefined,
  ): Promise<z.output<Answer>> {
    const answer = await call(schema, { method: 'POST', path, body: request }, signal);
    checkEcho(request, answer);
    return answer;
  }

  return {
    async read(request, signal) {
      const answer = await ask(AgencyReadAnswer, '/v1/read', request, signal);
      checkItems(request, answer);
      return answer;
    },
    async state(request, signal) {
      const answer = await ask(AgencyStateAnswer, '/v1/state', request, signal);
      checkItems(request, answer);
      return answer;
    },
    async page(request, signal) {
      const answer = await ask(AgencyPageAnswer, '/v1/page', request, signal);
      if (answer.item !== request.item) throw new AgencyError('ANSWER_TO_ANOTHER');
      if (answer.status === 'READY') {
        // A page that leads to itself would be read for ever, and so would one that has a next and no row.
        const stuck = answer.next !== null && (answer.next === request.after || answer.rows.length === 0);
        if (answer.rows.length > request.limit || stuck) throw new AgencyError('ANSWER_MALFORMED');
      }
      return answer;
    },
    changes({ since, limit }, signal) {
      const query = new URLSearchParams({ ...(since === undefined ? {} : { since }), limit: String(limit) });
      const question = { method: 'GET', path: '/v1/changes', query: query.toString() } as const;
      return call(AgencyChangesAnswer, question, signal);
    },
    health: (signal) => call(AgencyHealthAnswer, { method: 'GET', path: '/v1/health' }, signal),
  };
}

type Question = Pick<AgencyReadRequest, 'subject' | 'range'>;

/** The signature binds an answer to its request; this finds an agency that mixed up its own data. */
function checkEcho(asked: Question, answered: Question): void {
  const same =
    asked.subject.scheme === answered.subject.scheme &&
    asked.subject.code === answered.subject.code &&
    asked.range.from === answered.range.from &&
    asked.range.to === answered.range.to;
  if (!same) throw new AgencyError('ANSWER_TO_ANOTHER');
}

function checkItems(
  { items: asked }: AgencyReadRequest,
  { items: answered }: { readonly items: readonly { readonly item: AgencyReadRequest['items'][number] }[] },
): void {
  const names = answered.map(({ item }) => item);
  if (new Set(names).size !== names.length || !names.every((item) => asked.includes(item)))
    throw new AgencyError('ANSWER_TO_ANOTHER');
}

/** Nobody’s data are up to date as of a time to come. */
function checkStates(answer: { readonly items?: readonly object[] }, now: Date): void {
  const latest = now.getTime() + SKEW_SECONDS * 1000;
  for (const told of answer.items ?? [answer]) {
    const { asOf } = told as { readonly asOf?: Instant | null };
    if (typeof asOf === 'string' && Date.parse(asOf) > latest) throw new AgencyError('ANSWER_MALFORMED');
  }
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    throw new AgencyError('ANSWER_MALFORMED');
  }
}
