import { type FieldProblem, PlatformError } from '@xinqiao/contracts';
import type { z } from 'zod';

/** Checks what the bank passed in, before anything is sent. @throws {PlatformError} `VALIDATION_FAILED` */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new PlatformError('VALIDATION_FAILED', { errors: fieldProblems(parsed.error) });
  return parsed.data;
}

/** Checks what came back against the contract. @throws {PlatformError} `RESPONSE_UNEXPECTED` */
export function parseAnswer<S extends z.ZodType>(schema: S, value: unknown, requestId?: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new PlatformError('RESPONSE_UNEXPECTED', { cause: parsed.error, requestId });
  return parsed.data;
}

/** Names of fields that do not say what they should. @throws {PlatformError} `RESPONSE_UNEXPECTED` unless empty */
export function refuseMismatches(fields: readonly string[]): void {
  if (fields.length > 0) throw new PlatformError('RESPONSE_UNEXPECTED', { details: { fields } });
}

const fieldProblems = (error: z.ZodError): FieldProblem[] =>
  error.issues.map(({ path, message }) => ({ path: path.join('.'), problem: message }));
