import type { Database } from '@xinqiao/db';
import { buildProof } from '../audit/get-proof.ts';
import type { Handler } from '../http/run-operation.ts';
import { checkRegulator } from './check-regulator.ts';

/** Proof that any entry is in the log, read as `xinqiao_regulator`. */
export const getAnyProof =
  (regulatorDatabase: Database): Handler<'supervision.getProof'> =>
  async ({ services, principal }, input) => {
    await checkRegulator(services, principal);
    return regulatorDatabase.transaction({}, (tx) => buildProof(services, tx, input));
  };
