import type { FieldProblem } from '@xinqiao/contracts';

/**
 * Where an input holds text that can be neither stored nor signed: PostgreSQL takes no NUL, and canonical JSON
 * (RFC 8785 §3.2.2.2) no half of a surrogate pair.
 */
export function textProblems(input: unknown, path: readonly string[] = []): FieldProblem[] {
  if (typeof input === 'string')
    return input.isWellFormed() && !input.includes('\0')
      ? []
      : [{ path: path.join('.'), problem: 'Send text without NUL and unpaired surrogates.' }];
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, value]) => textProblems(value, [...path, name]));
}
