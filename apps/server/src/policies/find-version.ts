import { type ParticipantId, PlatformError, type PolicyVersion } from '@xinqiao/contracts';
import type { PolicyVersionRow, Tx } from '@xinqiao/db';
import { POLICIES, type Policy } from '@xinqiao/scoring';
import type { Services } from '../services.ts';
import { keptPolicy } from './kept-policy.ts';
import { deliveredVersion, versionView } from './policy-view.ts';
import { requireGenuine } from './version-seal.ts';

/** One version that a participant may see. */
export interface FoundVersion {
  readonly view: PolicyVersion;
  /**
   * The checked policy.
   *
   * @throws {PlatformError} `POLICY_NOT_GENUINE`, `POLICY_INVALID`
   */
  policy(): Promise<Policy>;
}

/**
 * A version by its name: the participant’s own that is or was in force, else the operator’s, else its own draft, else one
 * that the platform was delivered with.
 *
 * @param tx Of the participant: row security shows no other bank’s.
 * @throws {PlatformError} `POLICY_NOT_FOUND`; `POLICY_NOT_GENUINE` when it was not written through the platform
 */
export async function findVersion(
  { vault }: Pick<Services, 'vault'>,
  tx: Tx,
  participantId: ParticipantId,
  policyId: string,
  version: string,
): Promise<FoundVersion> {
  const own = await ownVersion(tx, participantId, policyId, version);
  // A draft of its own that came before the operator’s is no longer to be put in force: it hides nothing that decides.
  const decided = own?.status === 'ACTIVE' || own?.status === 'RETIRED';
  const row = decided ? own : ((await ofOperator(tx, policyId, version)) ?? own);
  if (row !== null) {
    requireGenuine(vault, row);
    return { view: versionView(row), policy: () => keptPolicy(tx, row) };
  }
  const policy = POLICIES.get(`${policyId}@${version}`);
  if (policy === undefined) throw new PlatformError('POLICY_NOT_FOUND');
  return { view: deliveredVersion(policy), policy: async () => policy };
}

/** One of the participant’s own, in any state. */
export const ownVersion = (
  tx: Tx,
  participantId: string,
  policyId: string,
  version: string,
): Promise<PolicyVersionRow | null> =>
  tx.policyVersion.findUnique({
    where: { participantId_policyId_version: { participantId, policyId, version } },
  });

const ofOperator = (tx: Tx, policyId: string, version: string): Promise<PolicyVersionRow | null> =>
  tx.policyVersion.findFirst({
    where: { policyId, version, status: { in: ['ACTIVE', 'RETIRED'] }, participant: { kind: 'OPERATOR' } },
  });
