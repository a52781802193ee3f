import pg from 'pg';

interface DriverCause {
  readonly originalCode?: string;
  /** The adapter's own word for it, where the server gave no code. */
  readonly kind?: string;
}

/** What Prisma's errors carry of the driver's: at the error itself when a COMMIT failed, else under `meta`. */
interface DriverFailure {
  readonly code?: string;
  readonly cause?: DriverCause;
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: DriverCause } };
}

/** SQLSTATE of the server's refusal (PostgreSQL, appendix A), where the error stems from one. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof pg.DatabaseError) return error.code;
  return driverCause(error)?.originalCode;
}

const driverCause = (error: Error): DriverCause | undefined => {
  const { meta, cause } = error as DriverFailure;
  return meta?.driverAdapterError?.cause ?? cause;
};

/** Serialization failure or deadlock: the same transaction may succeed when it is tried again. */
export const isConflict = (error: unknown): boolean => ['40001', '40P01'].includes(sqlState(error) ?? '');

/**
 * Connection (08, 57P, 25P03), resources (53: connections, disk, memory), disk (58), login (28, 3D000), a server that
 * only reads (25006), a statement that took too long (57014).
 */
const UNAVAILABLE_STATES = /^(08|53|58|28|3D000|57P|57014|25006|25P03)/;
/** Prisma's: no connection (P1…), none in time (P2024), a transaction not begun or not ended in time (P2028). */
const UNAVAILABLE_PRISMA = /^(P1\d{3}|P2024|P2028)$/;
const UNAVAILABLE_SOCKET =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** The adapter's, where a connection broke before the server could give a code. */
const UNAVAILABLE_KIND =
  /^(ConnectionClosed|DatabaseNotReachable|SocketTimeout|TlsConnectionError|TooManyConnections)$/;
/** The driver's errors without a code. */
const UNAVAILABLE_DRIVER =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Cannot use a pool after)/;

/** Whether the database could not be reached or could not answer in time; the statement itself was not at fault. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const state = sqlState(error);
  if (state) return UNAVAILABLE_STATES.test(state);
  const { code = '' } = error as DriverFailure;
  return (
    UNAVAILABLE_KIND.test(driverCause(error)?.kind ?? '') ||
    UNAVAILABLE_PRISMA.test(code) ||
    UNAVAILABLE_SOCKET.test(code) ||
    UNAVAILABLE_DRIVER.test(error.message)
  );
}
