import { OPERATIONS, type OperationName, PlatformError } from '@xinqiao/contracts';
import { type Caller, clientOf } from './credentials.ts';
import { readFields } from './read-fields.ts';

export interface RunOptions extends Caller {
  /** Dotted path of the one member to print, as bare text. */
  readonly print?: string;
  readonly idempotencyKey?: string;
}

/** Carries out one operation of the contract and prints its answer. */
export async function run(name: string, fields: readonly string[], options: RunOptions): Promise<void> {
  if (!Object.hasOwn(OPERATIONS, name))
    throw new PlatformError('VALIDATION_FAILED', {
      errors: [{ path: 'operation', problem: 'There is no such operation: see xinqiao operations.' }],
    });
  const input = readFields(fields);
  const { idempotencyKey } = options;
  const answer: unknown = await clientOf(options).call(
    name as OperationName,
    input as never,
    idempotencyKey === undefined ? {} : { idempotencyKey },
  );
  const shown = options.print === undefined ? answer : memberOf(answer, options.print);
  process.stdout.write(typeof shown === 'string' ? `${shown}\n` : `${JSON.stringify(shown, null, 2)}\n`);
}

function memberOf(answer: unknown, path: string): unknown {
  let value = answer;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      throw new PlatformError('VALIDATION_FAILED', {
        errors: [{ path: '--print', problem: `The answer has no ${path}.` }],
      });
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}
