import type { Prisma } from './generated/client.ts';

/** What a transaction's statements go through. It opens no transaction of its own. */
export type Tx = Omit<Prisma.TransactionClient, '$transaction'>;
