import { PlatformError } from '@xinqiao/contracts';
import type { Tx, WatchedPolicy } from '@xinqiao/db';
import { POLICIES, type Policy } from '@xinqiao/scoring';
import { keptBaseline, keptPolicy } from '../kept-policy.ts';

export interface DecidedVersion {
  readonly policy: Policy;
  /** Census it came with; null where it came with none. */
  readonly baseline: object | null;
  /** Its id; its name, where the platform was delivered with it. */
  readonly key: string;
}

/**
 * The version by which a participant decided: its own, else the operator’s, else one the platform was delivered with.
 *
 * @param tx Of the worker, which sees those of all.
 * @throws {PlatformError} `POLICY_NOT_FOUND`, `POLICY_NOT_GENUINE`, `POLICY_INVALID`
 */
export async function decidedVersion(
  tx: Tx,
  { participantId, policyId, policyVersion: version }: WatchedPolicy,
): Promise<DecidedVersion> {
  const rows = await tx.policyVersion.findMany({
    where: {
      ...{ policyId, version, status: { in: ['ACTIVE', 'RETIRED'] } },
      OR: [{ participantId }, { participant: { kind: 'OPERATOR' } }],
    },
    omit: { document: true },
  });
  const row = rows.find((each) => each.participantId === participantId) ?? rows[0];
  if (row !== undefined)
    return { policy: await keptPolicy(tx, row), baseline: keptBaseline(row), key: row.id };
  const key = `${policyId}@${version}`;
  const policy = POLICIES.get(key);
  if (policy === undefined) throw new PlatformError('POLICY_NOT_FOUND');
  return { policy, baseline: null, key };
}
