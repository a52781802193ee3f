import { OPERATIONS } from '@xinqiao/contracts';
import { z } from 'zod';

interface Property {
  readonly description?: string;
  readonly $ref?: string;
}

/**
 * Prints the operations of the contract, or one with its fields.
 *
 * @param part Only operations whose name contains it; a full name shows its fields too.
 */
export function listOperations(part = ''): void {
  const found = Object.values(OPERATIONS).filter(({ name }) => name.includes(part));
  for (const { name, summary, scope } of found)
    process.stdout.write(`${name.padEnd(30)} ${summary.zh} · ${summary.en}  [${scope}]\n`);
  const [only] = found.length === 1 ? found : found.filter(({ name }) => name === part);
  if (only === undefined) return;
  const { properties = {}, required = [] } = z.toJSONSchema(only.input, {
    io: 'input',
    unrepresentable: 'any',
  }) as { properties?: Record<string, Property>; required?: readonly string[] };
  for (const [field, { description = '' }] of Object.entries(properties))
    process.stdout.write(`  ${field}${required.includes(field) ? '' : '?'}  ${description}\n`);
}
