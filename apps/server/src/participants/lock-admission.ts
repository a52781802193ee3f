import { type Tx, takeLock } from '@xinqiao/db';

/**
 * Waits for, and holds until the transaction ends, the right to change the admission of a participant or the
 * duties of a person. Taken before anything is read that the change depends on: two approvals at once take turns.
 *
 * @param targetId Id of the participant or identity.
 */
export const lockAdmission = (tx: Tx, targetId: string): Promise<void> =>
  takeLock(tx, `admission ${targetId}`);
