import {
  type FieldProblem,
  OPERATIONS,
  type OperationName,
  PlatformError,
  textProblems,
} from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { claimKey } from './idempotency.ts';
import type { Principal } from './principal.ts';

export type InputOf<N extends OperationName> = z.output<(typeof OPERATIONS)[N]['input']>;
export type OutputOf<N extends OperationName> = z.output<(typeof OPERATIONS)[N]['output']>;

export interface CallContext {
  readonly services: Services;
  readonly principal: Principal;
  /** Aborted when the caller leaves or the node stops: whoever waits for something stops waiting. */
  readonly leaving: () => AbortSignal;
}

export interface WriteContext extends CallContext {
  /** Result of an earlier call with the same key: find it again instead of doing it again. */
  readonly earlierResult: string | undefined;
  /** To be called in the transaction that makes the effect. */
  complete(tx: Tx, resultRef: string): Promise<void>;
}

type WriteName = {
  [N in OperationName]: (typeof OPERATIONS)[N]['write'] extends true ? N : never;
}[OperationName];

/** Carries out one operation. Writes also learn about earlier calls with the same Idempotency-Key. */
export type Handler<N extends OperationName> = (
  context: N extends WriteName ? WriteContext : CallContext,
  input: InputOf<N>,
) => Promise<OutputOf<N>>;

export type Handlers = { readonly [N in OperationName]: Handler<N> };

export interface Call {
  readonly services: Services;
  readonly authenticate: () => Promise<Principal>;
  readonly idempotencyKey: string | undefined;
  readonly leaving: () => AbortSignal;
}

/** The way of every request, REST or tRPC: who, may she, what exactly, only once, do it, answer as promised. */
export async function runOperation<N extends OperationName>(
  handlers: Handlers,
  name: N,
  call: Call,
  rawInput: unknown,
): Promise<OutputOf<N>> {
  const operation = OPERATIONS[name];
  const principal = await call.authenticate();
  if (!principal.scopes.has(operation.scope)) {
    if (principal.kind === 'person' && principal.withheld !== undefined) throw principal.withheld;
    throw new PlatformError('SCOPE_MISSING', { details: { scope: operation.scope } });
  }

  const input = parseInput(operation.input, rawInput) as InputOf<N>;
  const handler = handlers[name] as (context: WriteContext, input: InputOf<N>) => Promise<OutputOf<N>>;
  const { services, leaving } = call;

  const output = operation.write
    ? await runOnce()
    : await handler({ services, principal, leaving } as WriteContext, input);
  return operation.output.parse(output) as OutputOf<N>;

  async function runOnce(): Promise<OutputOf<N>> {
    const once = await claimKey(services, principal, call.idempotencyKey, name, input);
    try {
      return await handler(
        { services, principal, leaving, earlierResult: once.earlierResult, complete: once.complete },
        input,
      );
    } catch (error) {
      // Removes only a key that is still STARTED, so an effect that did commit keeps its key.
      if (once.earlierResult === undefined) await once.release().catch(() => undefined);
      throw error;
    }
  }
}

/** @throws {PlatformError} `VALIDATION_FAILED`, with everything that is wrong */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw);
  const errors = parsed.success ? textProblems(parsed.data) : fieldProblems(parsed.error);
  if (!parsed.success || errors.length > 0) throw new PlatformError('VALIDATION_FAILED', { errors });
  return parsed.data;
}

/** Zod issues as dotted paths; the received values are not repeated. */
export const fieldProblems = (error: z.ZodError): FieldProblem[] =>
  error.issues.map((issue) => ({ path: issue.path.join('.'), problem: issue.message }));
