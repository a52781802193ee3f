import { createTRPCUntypedClient, httpBatchLink, httpLink, TRPCClientError } from '@trpc/client';
import {
  ERRORS,
  type ErrorCode,
  FieldProblem,
  LocalizedText,
  OPERATIONS,
  type OperationName,
} from '@xinqiao/contracts';

/** Operations that only read. */
export type ReadName = {
  [N in OperationName]: (typeof OPERATIONS)[N]['write'] extends true ? never : N;
}[OperationName];
export type WriteName = Exclude<OperationName, ReadName>;
export type InputOf<N extends OperationName> = (typeof OPERATIONS)[N]['input']['_zod']['input'];
export type OutputOf<N extends OperationName> = (typeof OPERATIONS)[N]['output']['_zod']['output'];

// Longer batches are split, so that every address stays within what servers take.
const client = createTRPCUntypedClient({ links: [httpBatchLink({ url: '/trpc', maxURLLength: 4_000 })] });
// A write goes alone: its header names one act.
const writer = createTRPCUntypedClient({
  links: [
    httpLink({
      url: '/trpc',
      headers: ({ op }) => ({ 'idempotency-key': String(op.context.idempotencyKey) }),
    }),
  ],
});

/** An operation that did not succeed, with the server’s own words for it. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  /** One of ours, or one that a newer server has added since. */
  readonly code: string;
  readonly says: LocalizedText;
  /** Fields that were wrong. */
  readonly problems: readonly FieldProblem[];

  constructor(
    code: ErrorCode | (string & {}),
    says: LocalizedText,
    cause?: unknown,
    problems: readonly FieldProblem[] = [],
  ) {
    super(says.en, { cause });
    this.code = code;
    this.says = says;
    this.problems = problems;
  }
}

/**
 * Calls one operation of the contract over tRPC, with the session of whoever is signed in.
 *
 * @throws {CallFailed} With the server's code; `SERVER_UNREACHABLE` without an answer, `RESPONSE_UNEXPECTED` when the
 * answer is not what the contract promises.
 */
export async function call<N extends ReadName>(
  name: N,
  input: InputOf<N>,
  signal?: AbortSignal,
): Promise<OutputOf<N>> {
  return promised(name, client.query(name, input, signal && { signal }));
}

/**
 * Carries out one write.
 *
 * @param idempotencyKey Names the act: trying again with the same one does nothing twice.
 * @throws {CallFailed} as {@link call}
 */
export async function act<N extends WriteName>(
  name: N,
  input: InputOf<N>,
  idempotencyKey: string,
): Promise<OutputOf<N>> {
  return promised(name, writer.mutation(name, input, { context: { idempotencyKey } }));
}

async function promised<N extends OperationName>(name: N, asked: Promise<unknown>): Promise<OutputOf<N>> {
  const answer = await asked.catch((error: unknown) => {
    throw failureOf(error);
  });
  const parsed = OPERATIONS[name].output.safeParse(answer);
  if (!parsed.success) throw ownFailure('RESPONSE_UNEXPECTED', parsed.error);
  return parsed.data as OutputOf<N>;
}

/** Both an error of tRPC and a problem document (RFC 9457) carry a code and a message in two languages. */
function failureOf(error: unknown): CallFailed {
  if (!(error instanceof TRPCClientError)) return ownFailure('RESPONSE_UNEXPECTED', error);
  for (const said of [error.data, error.meta?.responseJSON]) {
    const { code, message, errors } = (said ?? {}) as { code?: unknown; message?: unknown; errors?: unknown };
    const says = LocalizedText.safeParse(message);
    const problems = FieldProblem.array().safeParse(errors);
    if (typeof code === 'string' && says.success)
      return new CallFailed(code, says.data, error, problems.data ?? []);
  }
  // fetch says by a TypeError that it reached nobody (WHATWG Fetch §5.6).
  const answered = error.meta?.response !== undefined || !(error.cause instanceof TypeError);
  return ownFailure(answered ? 'RESPONSE_UNEXPECTED' : 'SERVER_UNREACHABLE', error);
}

/** Whether the way on is to sign in, perhaps as somebody else. */
export const isAboutIdentity = (error: unknown): boolean =>
  error instanceof CallFailed && (error.code === 'SIGN_IN_REQUIRED' || error.code === 'SCOPE_MISSING');

/** A failure that arises on this side. */
export const ownFailure = (code: ErrorCode, cause?: unknown): CallFailed =>
  new CallFailed(code, ERRORS[code].message, cause);
