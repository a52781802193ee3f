import { readFileSync } from 'node:fs';
import { PlatformError } from '@xinqiao/contracts';

/** Steps of a dotted path that would reach into every object instead of this one. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads the input of an operation from the words of a command line.
 *
 * `name=text` gives a string, `name:=json` any JSON, `name:=@file` the JSON in a file. Dots lead into objects:
 * `name.zh=涡河银行`. A member given twice is refused.
 *
 * @throws {PlatformError} `VALIDATION_FAILED`, naming every word that cannot be read
 */
export function readFields(words: readonly string[]): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const errors = words.flatMap((word) => {
    const problem = addField(input, word);
    return problem === undefined ? [] : [{ path: word.split(/:?=/, 1)[0] ?? word, problem }];
  });
  if (errors.length > 0) throw new PlatformError('VALIDATION_FAILED', { errors });
  return input;
}

/** @returns What is wrong with the word, if anything. */
function addField(input: Record<string, unknown>, word: string): string | undefined {
  const [, path = '', sign, given = ''] = /^([^=:]+)(:?=)(.*)$/s.exec(word) ?? [];
  if (sign === undefined) return 'Write name=text, name:=json or name:=@file.';
  const steps = path.split('.');
  if (steps.some((step) => step === '' || FORBIDDEN.has(step))) return 'This is no path to a member.';
  let value: unknown = given;
  if (sign === ':=')
    try {
      value = JSON.parse(given.startsWith('@') ? readFileSync(given.slice(1), 'utf8') : given);
    } catch {
      return given.startsWith('@') ? 'The file cannot be read as JSON.' : 'This is not JSON.';
    }
  const last = steps.pop() ?? '';
  let place = input;
  for (const step of steps) {
    place[step] ??= {};
    const next = place[step];
    if (typeof next !== 'object' || next === null || Array.isArray(next)) return 'It is given twice.';
    place = next as Record<string, unknown>;
  }
  if (Object.hasOwn(place, last)) return 'It is given twice.';
  place[last] = value;
  return undefined;
}
