import { type ParticipantKind, PlatformError, type Scope } from '@xinqiao/contracts';
import type { PolicyVersionRow, Tx } from '@xinqiao/db';
import { scopesOfRoles } from '../http/principal.ts';
import { isDelivered } from './delivered.ts';
import { documentHash } from './document-hash.ts';
import { keptBaseline } from './kept-policy.ts';

const ACTIVATE: Scope = 'policies:activate';

/**
 * An id stands for one owner’s policy, so that nobody takes one for another. Whoever has put versions in force under an
 * id keeps it, also where the platform or the operator came to use it later.
 *
 * @throws {PlatformError} `POLICY_ID_TAKEN`
 */
export async function requireFreeId(tx: Tx, participantId: string, policyId: string): Promise<void> {
  const others = { participantId: { not: participantId }, participant: { kind: 'OPERATOR' } };
  const inForce = { policyId, status: { in: ['ACTIVE', 'RETIRED'] } };
  const taken =
    isDelivered(policyId) || (await tx.policyVersion.count({ where: { ...inForce, ...others } })) > 0;
  if (taken && (await tx.policyVersion.count({ where: { ...inForce, participantId } })) === 0)
    throw new PlatformError('POLICY_ID_TAKEN');
}

/**
 * What she looked at is what lies there, and that is what was written through the platform.
 *
 * @throws {PlatformError} `POLICY_CHANGED_MEANWHILE`, `POLICY_NOT_GENUINE`
 */
export function requireAsSeen(
  row: PolicyVersionRow,
  seen: { readonly documentHash: string; readonly baselineHash: string | null },
): void {
  if (row.documentHash !== seen.documentHash || row.baselineHash !== seen.baselineHash)
    throw new PlatformError('POLICY_CHANGED_MEANWHILE');
  if (documentHash(row.document as object) !== row.documentHash)
    throw new PlatformError('POLICY_NOT_GENUINE');
  keptBaseline(row);
}

/**
 * Two people: neither who wrote it nor who proposed it; and who proposed it still works there, else one would be left.
 *
 * @throws {PlatformError} `FOUR_EYES_REQUIRED`, with `proposer: LEFT` when whoever proposed has lost the right
 */
export async function requireFourEyes(tx: Tx, row: PolicyVersionRow, person: string): Promise<void> {
  if (person === row.draftedBy || person === row.proposedBy) throw new PlatformError('FOUR_EYES_REQUIRED');
  const proposer = await tx.identity.findUnique({
    where: { id: row.proposedBy ?? '' },
    include: { participant: true },
  });
  const kind = proposer?.participant?.kind as ParticipantKind | undefined;
  const may =
    proposer?.participantId === row.participantId &&
    proposer.status === 'ACTIVE' &&
    scopesOfRoles(kind, proposer.roles).has(ACTIVATE);
  if (!may) throw new PlatformError('FOUR_EYES_REQUIRED', { details: { proposer: 'LEFT' } });
}

/** @throws {PlatformError} `POLICY_OVER` when its last day has passed */
export function requireNotOver(row: Pick<PolicyVersionRow, 'validTo'>, today: string): void {
  if (row.validTo !== null && row.validTo.toISOString().slice(0, 10) < today)
    throw new PlatformError('POLICY_OVER');
}
