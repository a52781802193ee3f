import { describe, expect, it } from 'vitest';
import { isUnavailable } from './failures.ts';

/** An error as the adapter throws it when the server gave no code. */
const adapterError = (kind: string) => Object.assign(new Error(kind), { cause: { kind } });

describe('isUnavailable', () => {
  it.each(['ConnectionClosed', 'DatabaseNotReachable', 'SocketTimeout', 'TooManyConnections'])(
    'knows a connection that broke: %s',
    (kind) => {
      expect(isUnavailable(adapterError(kind))).toBe(true);
    },
  );

  it.each(['UniqueConstraintViolation', 'InvalidInputValue'])(
    'leaves the statement’s own fault: %s',
    (kind) => {
      expect(isUnavailable(adapterError(kind))).toBe(false);
    },
  );
});
