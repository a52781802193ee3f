import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlQuery, Transaction } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { begun, type Connection } from './connection.ts';

/**
 * PostgreSQL answers the COMMIT of a failed transaction with "ROLLBACK" and no error. Whoever caught the error of
 * a statement would then take for written what was not; here such a COMMIT is an error.
 *
 * It also hands out the connection of each transaction ({@link begun}).
 */
export class HonestPrismaPg extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    const startTransaction: SqlDriverAdapter['startTransaction'] = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => {
      const transaction = await startTransaction(level);
      begun.getStore()?.(watchEnd(transaction));
      return transaction as Awaited<ReturnType<typeof adapter.startTransaction>>;
    };
    return adapter;
  }
}

/** What the adapter does not show in its types; the test of `openDatabase` fails if an update renames it. */
interface TransactionInside {
  client: pg.ClientBase;
  performIO(query: SqlQuery): Promise<{ command: string }>;
}

function watchEnd(transaction: Transaction): Connection {
  const inside = transaction as unknown as TransactionInside;
  const connection = { client: inside.client, open: true };
  const performIO = inside.performIO.bind(transaction);
  // Rows of several relations are read side by side; a connection takes one statement at a time.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (query: SqlQuery) => {
    const turn = last.then(() => performIO(query));
    last = turn.catch(() => undefined);
    return turn;
  };
  inside.performIO = async (query) => {
    if (query.sql === 'COMMIT' || query.sql === 'ROLLBACK') connection.open = false;
    const result = await inTurn(query);
    if (query.sql === 'COMMIT' && result.command === 'ROLLBACK') {
      throw new Error(
        'A statement of this transaction failed and its error was caught: nothing was written.',
      );
    }
    return result;
  };
  return connection;
}
