import { shareLock, type Tx, takeLock } from '@xinqiao/db';

const nameOf = (participantId: string, policyId: string): string => `policy ${participantId} ${policyId}`;

/** Of acts on one policy of one owner, one happens at a time. */
export const lockPolicy = (tx: Tx, participantId: string, policyId: string): Promise<void> =>
  takeLock(tx, nameOf(participantId, policyId));

/**
 * Until the transaction ends no version of it is put in force or retired; others may hold it so too. Whoever holds a
 * consent takes this after it: no act on a policy touches a consent.
 */
export const sharePolicy = (tx: Tx, participantId: string, policyId: string): Promise<void> =>
  shareLock(tx, nameOf(participantId, policyId));
