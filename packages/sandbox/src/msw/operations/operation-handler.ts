import type { OPERATIONS, OperationName } from '@xinqiao/contracts';
import type { z } from 'zod';
import type { Platform } from '../platform.ts';
import type { Principal } from './authenticate.ts';

export type InputOf<N extends OperationName> = z.output<(typeof OPERATIONS)[N]['input']>;
export type OutputOf<N extends OperationName> = z.output<(typeof OPERATIONS)[N]['output']>;

export interface CallContext {
  readonly platform: Platform;
  readonly principal: Principal;
  /** True for a call that a test has planned to find no source. */
  readonly sourcesFail: boolean;
  /** Aborted when the caller leaves: whoever waits stops waiting. */
  readonly leaving: AbortSignal;
}

export interface WriteContext extends CallContext {
  /** Result of an earlier call with the same key: find it again instead of doing it again. */
  readonly earlierResult: string | undefined;
  /** To be called where the effect is stored. */
  complete(resultRef: string): void;
}

type WriteName = {
  [N in OperationName]: (typeof OPERATIONS)[N]['write'] extends true ? N : never;
}[OperationName];

/** Carries out one operation. Writes also learn about earlier calls with the same Idempotency-Key. */
export type Handler<N extends OperationName> = (
  context: N extends WriteName ? WriteContext : CallContext,
  input: InputOf<N>,
) => Promise<OutputOf<N>>;
