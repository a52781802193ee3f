import { PlatformError } from '@xinqiao/contracts';
import type { PolicyVersionRow, Tx } from '@xinqiao/db';
import type { Services } from '../services.ts';
import { isDelivered } from './delivered.ts';
import { isSealed, SEALED_FACTS } from './version-seal.ts';

/**
 * An id stands for one owner’s policy, so that nobody takes one for another. Whoever has put versions in force under an
 * id keeps it, also where the platform or the operator came to use it later.
 *
 * @throws {PlatformError} `POLICY_ID_TAKEN`
 */
export async function requireFreeId(
  { vault }: Pick<Services, 'vault'>,
  tx: Tx,
  participantId: string,
  policyId: string,
): Promise<void> {
  const others = { participantId: { not: participantId }, participant: { kind: 'OPERATOR' } };
  const inForce = { policyId, status: { in: ['ACTIVE', 'RETIRED'] } };
  const taken =
    isDelivered(policyId) || (await tx.policyVersion.count({ where: { ...inForce, ...others } })) > 0;
  if (!taken) return;
  const own = await tx.policyVersion.findMany({ where: { ...inForce, participantId }, select: SEALED_FACTS });
  // A row that was written past the platform was never in force.
  if (!own.some((row) => isSealed(vault, row))) throw new PlatformError('POLICY_ID_TAKEN');
}

/** What she looked at is what lies there. @throws {PlatformError} `POLICY_CHANGED_MEANWHILE` */
export function requireAsSeen(
  row: Pick<PolicyVersionRow, 'documentHash' | 'baselineHash'>,
  seen: { readonly documentHash: string; readonly baselineHash: string | null },
): void {
  if (row.documentHash !== seen.documentHash || row.baselineHash !== seen.baselineHash)
    throw new PlatformError('POLICY_CHANGED_MEANWHILE');
}

/** @throws {PlatformError} `POLICY_OVER` when its last day has passed */
export function requireNotOver(row: Pick<PolicyVersionRow, 'validTo'>, today: string): void {
  if (row.validTo !== null && row.validTo.toISOString().slice(0, 10) < today)
    throw new PlatformError('POLICY_OVER');
}
