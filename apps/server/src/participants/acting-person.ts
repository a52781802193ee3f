import { type ParticipantKind, PlatformError, type Scope } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { scopesOfRoles } from '../http/principal.ts';

/**
 * What a member of staff may do now. Until the transaction ends nobody takes it from her: a change of her roles waits,
 * or was waited for.
 */
async function scopesNow(tx: Tx, person: string): Promise<ReadonlySet<Scope>> {
  await tx.$queryRaw`SELECT id FROM identity WHERE id = ${person} FOR SHARE`;
  const row = await tx.identity.findUnique({ where: { id: person }, include: { participant: true } });
  const kind = row?.participant?.kind as ParticipantKind | undefined;
  return scopesOfRoles(kind, row?.status === 'ACTIVE' ? row.roles : []);
}

/**
 * Whoever acts still has the right after she has waited for a lock: it may have been taken from her meanwhile.
 *
 * @param by Any of these rights is enough.
 * @throws {PlatformError} `SCOPE_MISSING`
 */
export async function requireStillMay(tx: Tx, person: string, by: readonly Scope[]): Promise<void> {
  const scopes = await scopesNow(tx, person);
  if (!by.some((scope) => scopes.has(scope)))
    throw new PlatformError('SCOPE_MISSING', { details: { scope: by[0] ?? '' } });
}

/**
 * Whoever proposed still works here and still has the right: else one person would be left of the two.
 *
 * @param by Any of these rights is enough.
 * @throws {PlatformError} `PROPOSAL_CLOSED`
 */
export async function requireProposer(tx: Tx, proposedBy: string, by: readonly Scope[]): Promise<void> {
  const scopes = await scopesNow(tx, proposedBy);
  if (!by.some((scope) => scopes.has(scope)))
    throw new PlatformError('PROPOSAL_CLOSED', { details: { status: 'PROPOSER_LEFT' } });
}
