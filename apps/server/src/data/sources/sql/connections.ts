import pg from 'pg';

export interface ConnectionOptions {
  readonly url: string;
  readonly connections: number;
  /** Schema that names are looked up in. */
  readonly schema: string;
  /** Longest single statement, in milliseconds: the server ends it even where nobody listens any more. */
  readonly statementTimeoutMs: number;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

export interface Connections {
  /**
   * The first row of one statement, in a read-only transaction of its own. Transaction, settings and statement go in one
   * round trip. Rejects when the signal aborts.
   */
  query<Row extends pg.QueryResultRow>(statement: Statement, signal: AbortSignal): Promise<Row | undefined>;
  /** The same with all its rows. */
  rows<Row extends pg.QueryResultRow>(statement: Statement, signal: AbortSignal): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Longest wait for a connection, in milliseconds; the deadline of the call is shorter as a rule. */
const CONNECT_TIMEOUT_MS = 30_000;
/** Statements that each connection keeps prepared; when there are more, it forgets them all and begins anew. */
const MOST_PREPARED = 64;

/** Connections to an agency’s database; nothing is contacted yet. */
export function openConnections({
  url,
  connections,
  schema,
  statementTimeoutMs,
}: ConnectionOptions): Connections {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'xinqiao',
  });
  pool.on('error', () => {}); // an idle connection broke; the pool makes another
  // One that breaks in use fails its query; the event of it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  const begin = [
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    `SET LOCAL statement_timeout = ${statementTimeoutMs}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${statementTimeoutMs}`,
    `SET LOCAL search_path = "${schema}"`,
    `SET LOCAL datestyle = 'ISO, YMD'`,
    `SET LOCAL timezone = 'Asia/Shanghai'`,
  ];
  /** Names of what each connection has prepared, by text. */
  const prepared = new WeakMap<pg.PoolClient, Map<string, string>>();
  /** What makes a statement known to the connection, and what runs it. */
  const run = (client: pg.PoolClient, { text, values }: Statement): readonly string[] => {
    const known = prepared.get(client) ?? new Map<string, string>();
    prepared.set(client, known);
    const parameters = values.map((value) =>
      typeof value === 'number' ? String(value) : pg.escapeLiteral(value),
    );
    const execute = (name: string) =>
      `EXECUTE ${name}${parameters.length === 0 ? '' : `(${parameters.join(', ')})`}`;
    const name = known.get(text);
    if (name !== undefined) return [execute(name)];
    const forget = known.size < MOST_PREPARED ? [] : ['DEALLOCATE ALL'];
    if (forget.length > 0) known.clear();
    const fresh = `xinqiao_${known.size}`;
    known.set(text, fresh);
    return [...forget, `PREPARE ${fresh} AS ${text}`, execute(fresh)];
  };

  const rows = async <Row extends pg.QueryResultRow>(
    statement: Statement,
    signal: AbortSignal,
  ): Promise<readonly Row[]> => {
    const client = await connect(pool, signal);
    let broken: Error | undefined;
    const breakOff = () => {
      broken ??= signal.reason as Error;
      client.release(broken); // closes the connection: what it waits for is of no use to anybody
    };
    signal.addEventListener('abort', breakOff, { once: true });
    try {
      const message = [...begin, ...run(client, statement), 'COMMIT'].join('; ');
      const results = (await client.query(message)) as unknown as readonly pg.QueryResult<Row>[];
      return results.find(({ command }) => command === 'SELECT')?.rows ?? [];
    } catch (error) {
      if (isStatementError(error) && !signal.aborted) {
        prepared.delete(client);
        await client.query('ROLLBACK; DEALLOCATE ALL').catch((failure: Error) => {
          broken ??= failure;
        });
      } else broken ??= error as Error;
      throw error;
    } finally {
      signal.removeEventListener('abort', breakOff);
      if (!signal.aborted) client.release(broken);
    }
  };
  return {
    rows,
    query: async (statement, signal) => (await rows<never>(statement, signal))[0],
    close: () => pool.end(),
  };
}

/** A connection of the pool; one that comes after the signal aborted goes straight back. */
async function connect(pool: pg.Pool, signal: AbortSignal): Promise<pg.PoolClient> {
  signal.throwIfAborted();
  const coming = pool.connect();
  let giveUp = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([coming, aborted]);
  } catch (error) {
    coming.then(
      (client) => client.release(),
      () => {},
    );
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** True when the server refused this one statement and the connection goes on. */
export const isStatementError = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && error.severity === 'ERROR';

/** Hosts that only this machine reaches. */
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/**
 * What is wrong with a connection string; undefined when nothing is. Over a network the server must prove who it is.
 */
export function urlProblem(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['postgres:', 'postgresql:'].includes(parsed.protocol))
    return 'is not a postgresql:// connection string';
  if (parsed.searchParams.has('options')) return 'has options: they are set by the platform';
  const host = parsed.searchParams.get('host') ?? parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  const local = LOOPBACK.includes(host) || host.startsWith('/');
  if (!local && parsed.searchParams.get('sslmode') !== 'verify-full')
    return 'does not say sslmode=verify-full, which every host but this one needs';
  return undefined;
}
