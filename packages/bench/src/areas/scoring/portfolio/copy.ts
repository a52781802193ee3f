import type { Duplex } from 'node:stream';
import type pg from 'pg';

/** What a client hands a query of its own: the part of its connection that COPY uses. */
interface Wire {
  readonly stream: Duplex;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** A query that the client runs and that answers itself. */
class Copying {
  readonly #sql: string;
  readonly done: Promise<void>;
  readonly #settle: { resolve(): void; reject(error: unknown): void };
  failed: unknown;
  wire: Wire | undefined;

  constructor(sql: string) {
    this.#sql = sql;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.done = promise;
    // Whoever waits for it hears of the failure; nobody may yet.
    promise.catch(() => undefined);
    this.#settle = { resolve, reject };
  }

  submit(connection: unknown): void {
    this.wire = connection as Wire;
    this.wire.query(this.#sql);
  }

  handleCommandComplete(): void {}

  handleError(error: unknown): void {
    this.failed ??= error;
    this.#settle.reject(error);
  }

  handleReadyForQuery(): void {
    if (this.failed === undefined) this.#settle.resolve();
  }
}

/** Most bytes that wait to be sent before reading pauses. */
const MOST_WAITING = 1 << 20;

class CopyingIn extends Copying {
  readonly ready = Promise.withResolvers<void>();

  handleCopyInResponse(): void {
    this.ready.resolve();
  }

  override handleError(error: unknown): void {
    super.handleError(error);
    this.ready.reject(error);
  }
}

/** Rows on their way into a table, by `COPY … FROM STDIN`. */
export interface CopyIn {
  /** @returns A promise to wait for before more is sent, where much waits already. */
  send(chunk: Buffer): Promise<void> | undefined;
  /** Resolves when every row is in the table. */
  end(): Promise<void>;
  /** Rejects as soon as the database refuses a row or the connection ends; never resolves before `end`. */
  readonly done: Promise<void>;
}

export async function copyIn(client: pg.Client, sql: string): Promise<CopyIn> {
  const copying = new CopyingIn(sql);
  client.query(copying);
  await copying.ready.promise;
  const wire = copying.wire!;
  let drained: Promise<void> | undefined;
  return {
    send(chunk) {
      wire.sendCopyFromChunk(chunk);
      if (drained === undefined && wire.stream.writableLength >= MOST_WAITING)
        drained = new Promise((resolve) =>
          wire.stream.once('drain', () => {
            drained = undefined;
            resolve();
          }),
        );
      return drained;
    },
    end() {
      wire.endCopyFrom();
      return copying.done;
    },
    done: copying.done,
  };
}

class CopyingOut extends Copying {
  readonly #take: (row: Buffer) => Promise<void> | undefined;

  constructor(sql: string, take: (row: Buffer) => Promise<void> | undefined) {
    super(sql);
    this.#take = take;
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.failed !== undefined) return;
    try {
      const wait = this.#take(chunk);
      if (wait === undefined) return;
      const { stream } = this.wire!;
      stream.pause();
      void wait.then(() => stream.resume());
    } catch (error) {
      this.handleError(error);
    }
  }
}

/** Ends a connection at once, whatever is under way on it: the database rolls its transaction back. */
export function breakOff(client: pg.Client): void {
  client.on('error', () => undefined);
  (client as unknown as { readonly connection: Wire }).connection.stream.destroy();
}

/**
 * Reads rows by `COPY … TO STDOUT`, one message after the other; nothing is kept.
 *
 * @param take Given the bytes of a message; returns a promise where the reading must wait.
 */
export function copyOut(
  client: pg.Client,
  sql: string,
  take: (row: Buffer) => Promise<void> | undefined,
): Promise<void> {
  const copying = new CopyingOut(sql, take);
  client.query(copying);
  return copying.done;
}
