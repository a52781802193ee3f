import { runPrepared } from '../connection.ts';
import type { Tx } from '../tx.ts';

/** Whether consents of a subject live, or wait for an answer: for the login of the operator, which reads none. */
export const hasConsents = async (tx: Tx, subjectId: string): Promise<boolean> =>
  (
    await runPrepared<{ has: boolean }>(tx, 'has-consents', 'SELECT xinqiao_has_consents($1) AS has', [
      subjectId,
    ])
  ).rows[0]?.has === true;

/** Forgets whom the log's pseudonyms of a person stand for, once her key is destroyed. */
export async function forgetBehindLog(tx: Tx, identityId: string): Promise<void> {
  await runPrepared(tx, 'forget-person', 'SELECT xinqiao_forget_person($1)', [identityId]);
}
