import { createTRPCUntypedClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import { ERRORS, type ErrorCode, LocalizedText, OPERATIONS, type OperationName } from '@xinqiao/contracts';

/** Operations that only read; this console writes nothing. */
type ReadName = {
  [N in OperationName]: (typeof OPERATIONS)[N]['write'] extends true ? never : N;
}[OperationName];
type InputOf<N extends ReadName> = (typeof OPERATIONS)[N]['input']['_zod']['input'];
type OutputOf<N extends ReadName> = (typeof OPERATIONS)[N]['output']['_zod']['output'];

// Longer batches are split, so that every address stays within what servers take.
const client = createTRPCUntypedClient({ links: [httpBatchLink({ url: '/trpc', maxURLLength: 4_000 })] });

/** An operation that did not succeed, with the server’s own words for it. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  /** One of ours, or one that a newer server has added since. */
  readonly code: string;
  readonly says: LocalizedText;

  constructor(code: ErrorCode | (string & {}), says: LocalizedText, cause?: unknown) {
    super(says.en, { cause });
    this.code = code;
    this.says = says;
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
  const answer = await client.query(name, input, signal && { signal }).catch((error: unknown) => {
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
    const { code, message } = (said ?? {}) as { code?: unknown; message?: unknown };
    const says = LocalizedText.safeParse(message);
    if (typeof code === 'string' && says.success) return new CallFailed(code, says.data, error);
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
