import type { FieldProblem } from '@xinqiao/contracts';
import { isJsonObject, reportPrototypeNames } from './jwk-members.ts';

/** Most bytes of a key set, as JSON in UTF-8. */
export const KEY_SET_MAX_BYTES = 65_536;
/** Two slots: the key in use, and the next one during a rotation. */
export const KEY_SET_SLOTS = 2;

/**
 * The list of keys in a JWK set (RFC 7517 §5), not yet checked one by one, with what is wrong with the set itself.
 *
 * @param document The bytes of the document, or what a JSON parser made of them
 */
export function readKeyList(document: unknown): {
  keys: readonly unknown[];
  problems: readonly FieldProblem[];
} {
  const unusable = (path: string, fault: Omit<FieldProblem, 'path'>) => ({
    keys: [],
    problems: [{ path, ...fault }],
  });
  const bytes = document instanceof Uint8Array ? document : serialised(document);
  if (bytes !== undefined && bytes.byteLength > KEY_SET_MAX_BYTES)
    return unusable('', {
      problem: 'The key set is too large. Send the public keys only.',
      asked: `${bytes.byteLength} bytes`,
      allowed: `${KEY_SET_MAX_BYTES} bytes`,
    });
  const set = bytes === undefined ? undefined : parsed(bytes);
  if (!isJsonObject(set))
    return unusable('', { problem: 'The key set is a JSON object in UTF-8, RFC 7517 §5.' });
  const keys = set.keys;
  if (!Array.isArray(keys)) return unusable('keys', { problem: 'List the keys under keys, RFC 7517 §5.1.' });

  const problems: FieldProblem[] = [];
  reportPrototypeNames(set, (path, problem) => problems.push({ path, problem }));
  if (keys.length < 1 || keys.length > KEY_SET_SLOTS)
    problems.push({
      path: 'keys',
      problem: 'Send one key, or two during a rotation.',
      asked: `${keys.length}`,
      allowed: `1 to ${KEY_SET_SLOTS}`,
    });
  return { keys, problems };
}

/** undefined where JSON cannot say it: a cycle, or nested deeper than the stack. */
function serialised(value: unknown): Uint8Array | undefined {
  try {
    return new TextEncoder().encode(JSON.stringify(value) ?? '');
  } catch {
    return undefined;
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
