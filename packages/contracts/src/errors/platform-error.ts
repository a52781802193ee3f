import { ERRORS, type ErrorCode } from './error-code.ts';
import type { FieldProblem } from './problem.ts';

/** Particulars for a machine: codes, names of fields, sizes. Never personal data. */
export type ErrorDetails = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * The one error of the platform, on both sides of the wire.
 *
 * `message` says in English what happened and what to do next; `ERRORS[code].message` has both languages.
 */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly errors: readonly FieldProblem[];
  /** Request id of the server's answer; undefined where no answer was received. */
  readonly requestId: string | undefined;

  constructor(
    code: ErrorCode,
    options: {
      details?: ErrorDetails;
      errors?: readonly FieldProblem[];
      requestId?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(ERRORS[code].message.en, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? {};
    this.errors = options.errors ?? [];
    this.requestId = options.requestId;
  }

  /** Whether the same request may succeed later without a change. */
  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}
