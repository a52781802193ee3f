import type { Month } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { CountsInvalid, isCensusOf, type Policy, type PolicyUse, watchCounts } from '@xinqiao/scoring';

export interface UsedVersion {
  readonly participantId: string;
  readonly policy: Policy;
  /** Census it came with, as it is kept; null where it came with none. */
  readonly baseline: object | null;
}

/**
 * What a participant’s decisions by a version come to, from what is counted.
 *
 * @param running The month it is now.
 * @throws {CountsInvalid} when counts or census cannot be of this version
 */
export async function policyUse(
  tx: Tx,
  { participantId, policy, baseline }: UsedVersion,
  running: Month,
): Promise<PolicyUse> {
  if (baseline !== null && !isCensusOf(policy, baseline)) throw new CountsInvalid();
  const counts = await tx.policyCount.findMany({
    where: { participantId, policyId: policy.policyId, policyVersion: policy.version },
    select: { month: true, characteristic: true, cell: true, count: true },
  });
  return watchCounts(policy, baseline, counts, running);
}
