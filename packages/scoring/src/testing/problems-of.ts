import { PolicyInvalid } from '../error.ts';
import { parsePolicy } from '../policy/parse-policy.ts';

/** What `parsePolicy` finds wrong: `path problem`, one line each. */
export function problemsOf(document: unknown): string[] {
  try {
    parsePolicy(document);
  } catch (error) {
    if (error instanceof PolicyInvalid)
      return error.problems.map(({ path, problem }) => `${path} ${problem}`);
    throw error;
  }
  return [];
}
