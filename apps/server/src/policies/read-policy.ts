import { PlatformError } from '@xinqiao/contracts';
import { type Policy, PolicyInvalid, parsePolicy } from '@xinqiao/scoring';

/** Most problems of a document that one answer lists. */
const MOST_PROBLEMS = 100;

/**
 * Checks a policy document.
 *
 * @throws {PlatformError} `POLICY_INVALID`, with up to a hundred problems, each at its path and in both languages
 */
export function readPolicy(document: unknown): Policy {
  try {
    return parsePolicy(document);
  } catch (error) {
    if (!(error instanceof PolicyInvalid)) throw error;
    throw new PlatformError('POLICY_INVALID', {
      details: { problems: error.problems.length },
      errors: error.problems.slice(0, MOST_PROBLEMS).map(({ path, text }) => ({
        path: path === '' ? 'document' : `document.${path}`,
        problem: `${text.zh} / ${text.en}`,
      })),
      cause: error,
    });
  }
}
