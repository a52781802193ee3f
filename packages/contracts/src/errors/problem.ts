import { z } from 'zod';
import { LocalizedText } from '../values/index.ts';
import { ERRORS, ErrorCode } from './error-code.ts';
import type { PlatformError } from './platform-error.ts';

export const FieldProblem = z
  .strictObject({
    path: z.string().describe('Field, as a dotted path.'),
    problem: z.string().describe('What is wrong with it, in English.'),
    asked: z.string().optional().describe('Value asked for, where a limit was exceeded.'),
    allowed: z.string().optional().describe('Value allowed, where a limit was exceeded.'),
  })
  .meta({ id: 'FieldProblem', description: 'One wrong field.' });
export type FieldProblem = z.infer<typeof FieldProblem>;

/** Problem details (RFC 9457), `application/problem+json`. */
export const Problem = z
  .strictObject({
    type: z.string().describe('Stable URI of the error code, RFC 9457 §3.1.1.'),
    title: z.string().describe('Short name of the error, English.'),
    status: z.int().describe('HTTP status.'),
    detail: z.string().describe('What happened and what to do next, in the language asked for.'),
    instance: z.string().describe('Request id to give to the operator.'),
    code: ErrorCode,
    message: LocalizedText.describe('The same sentence in both languages.'),
    retryable: z.boolean().describe('Whether the same request may succeed later without a change.'),
    errors: z.array(FieldProblem).optional().describe('Wrong fields, all at once.'),
    details: z
      .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
      .optional()
      .describe('Particulars for a machine.'),
  })
  .meta({ id: 'Problem', description: 'Problem details, RFC 9457.' });
export type Problem = z.infer<typeof Problem>;

const title = (code: ErrorCode): string => {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words[0]?.toUpperCase() + words.slice(1);
};

/** The problem document of an error. @param language language of `detail`; both are in `message`. */
export function problemOf(error: PlatformError, requestId: string, language: 'zh' | 'en' = 'en'): Problem {
  const { status, message, retryable } = ERRORS[error.code];
  return {
    type: `urn:xinqiao:error:${error.code}`,
    title: title(error.code),
    status: status === 0 ? 500 : status,
    detail: message[language],
    instance: requestId,
    code: error.code,
    message,
    retryable,
    ...(error.errors.length > 0 ? { errors: [...error.errors] } : {}),
    ...(Object.keys(error.details).length > 0
      ? {
          details: Object.fromEntries(
            Object.entries(error.details).map(([name, value]) => [
              name,
              typeof value === 'object' ? [...value] : value,
            ]),
          ),
        }
      : {}),
  };
}
