import { ERRORS, type ErrorCode, type OperationName } from '@xinqiao/contracts';

export interface Faults {
  /** Plans a failure. @throws {RangeError} for a code no platform answers with. */
  plan(operation: OperationName, code: ErrorCode, times: number): void;
  /** The failure planned for this call; it counts as used. */
  take(operation: OperationName): ErrorCode | undefined;
}

export function faultQueue(): Faults {
  const planned: { readonly operation: OperationName; readonly code: ErrorCode }[] = [];
  return {
    plan(operation, code, times) {
      if (ERRORS[code].status === 0 && code !== 'SERVER_UNREACHABLE')
        throw new RangeError(
          `${code} arises on the caller's side only: plan a code that a platform answers.`,
        );
      for (let count = 0; count < times; count++) planned.push({ operation, code });
    },
    take(operation) {
      const at = planned.findIndex((fault) => fault.operation === operation);
      return at < 0 ? undefined : planned.splice(at, 1)[0]?.code;
    },
  };
}
