import type { FieldProblem } from '@xinqiao/contracts';
import type { z } from 'zod';

/** Zod issues as dotted paths; the received values are not repeated. */
export const fieldProblems = (error: z.ZodError): FieldProblem[] =>
  error.issues.map(({ path, message }) => ({ path: path.join('.'), problem: message }));
