import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlQuery, Transaction } from '@prisma/driver-adapter-utils';

/**
 * PostgreSQL answers the COMMIT of a failed transaction with "ROLLBACK" and no error. Whoever caught the error of
 * a statement would then take for written what was not; here such a COMMIT is an error.
 */
export class HonestPrismaPg extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    const startTransaction: SqlDriverAdapter['startTransaction'] = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => {
      const transaction = await startTransaction(level);
      checkCommit(transaction);
      return transaction as Awaited<ReturnType<typeof adapter.startTransaction>>;
    };
    return adapter;
  }
}

function checkCommit(transaction: Transaction): void {
  // Not in the adapter's types; the test of `openDatabase` fails if an update renames it.
  const inside = transaction as unknown as { performIO(query: SqlQuery): Promise<{ command: string }> };
  const performIO = inside.performIO.bind(transaction);
  inside.performIO = async (query) => {
    const result = await performIO(query);
    if (query.sql === 'COMMIT' && result.command === 'ROLLBACK') {
      throw new Error(
        'A statement of this transaction failed and its error was caught: nothing was written.',
      );
    }
    return result;
  };
}
