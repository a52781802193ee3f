import {
  ERRORS,
  type ErrorCode,
  type ErrorDetails,
  type OperationName,
  PlatformError,
} from '@xinqiao/contracts';

/** What the server says with a code beside its words, where programs read it. */
const DETAILS: { readonly [Code in ErrorCode]?: ErrorDetails } = {
  PARTICIPANT_SUSPENDED: { reason: 'SECURITY_INCIDENT' },
  APPLICATION_SUSPENDED: { reason: 'AT_OWN_REQUEST' },
};

/** The error of a planned failure. */
export const plannedError = (code: ErrorCode): PlatformError =>
  new PlatformError(code, { details: DETAILS[code] ?? {} });

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
