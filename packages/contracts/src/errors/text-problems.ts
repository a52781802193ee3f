import type { FieldProblem } from './problem.ts';

const REFUSED = 'Send text without NUL and unpaired surrogates.';
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/**
 * Where an input holds text, names of members included, that can be neither stored nor signed: PostgreSQL takes no NUL,
 * and canonical JSON (RFC 8785 §3.2.2.2) no half of a surrogate pair.
 */
export function textProblems(input: unknown, path: readonly string[] = []): FieldProblem[] {
  if (typeof input === 'string') return isStorable(input) ? [] : [{ path: path.join('.'), problem: REFUSED }];
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, value]) =>
    isStorable(name) ? textProblems(value, [...path, name]) : [{ path: path.join('.'), problem: REFUSED }],
  );
}
