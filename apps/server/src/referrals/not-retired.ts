import { type Decision, PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { sharePolicy } from '../policies/lock-policy.ts';

/**
 * A version may have been retired for a fault: nobody is approved within its bounds any more. One that has ended or was
 * replaced was right in its time; so are those that the platform was delivered with, which nobody retires.
 *
 * @throws {PlatformError} `REFERRAL_POLICY_RETIRED`
 */
export async function requireNotRetired(
  tx: Tx,
  { participantId, policyId, policyVersion, documentHash }: Decision,
): Promise<void> {
  const version = await tx.policyVersion.findFirst({
    where: {
      ...{ policyId, version: policyVersion, documentHash: documentHash ?? '' },
      status: { in: ['ACTIVE', 'RETIRED'] },
      OR: [{ participantId }, { participant: { kind: 'OPERATOR' } }],
    },
    select: { id: true, participantId: true },
  });
  if (version === null) return;
  // Held until the commit: it is retired before it or after it, not between.
  await sharePolicy(tx, version.participantId, policyId);
  const { id } = version;
  const { status } = await tx.policyVersion.findUniqueOrThrow({ where: { id }, select: { status: true } });
  if (status === 'RETIRED') throw new PlatformError('REFERRAL_POLICY_RETIRED');
}
