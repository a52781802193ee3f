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

interface Hers {
  /** For whom she acts. */
  readonly participantId: string;
  readonly right: Scope;
}

/**
 * Whether she works there now and has the right. Without a lock on her, which the login of the API may not take: what
 * was taken from her before now counts, what is taken from her while the transaction ends does not.
 */
async function hasNow(tx: Tx, person: string, { participantId, right }: Hers): Promise<boolean> {
  const row = await tx.identity.findUnique({ where: { id: person }, include: { participant: true } });
  const kind = row?.participant?.kind as ParticipantKind | undefined;
  return (
    row?.participantId === participantId &&
    row.status === 'ACTIVE' &&
    scopesOfRoles(kind, row.roles).has(right)
  );
}

/**
 * As `requireStillMay` by the login of the API, for staff of a bank after they have waited for a lock.
 *
 * @throws {PlatformError} `SCOPE_MISSING`
 */
export async function requireStillHas(tx: Tx, person: string, hers: Hers): Promise<void> {
  if (!(await hasNow(tx, person, hers)))
    throw new PlatformError('SCOPE_MISSING', { details: { scope: hers.right } });
}

/** What a second person decides on, and who brought it there. */
interface ProposedRow {
  readonly participantId: string;
  readonly proposedBy: string | null;
  /** Who wrote it, where that is recorded apart. */
  readonly draftedBy?: string;
}

/**
 * Two people: neither who wrote it nor who proposed it; and who proposed it still works there, else one would be left.
 *
 * @throws {PlatformError} `FOUR_EYES_REQUIRED`, with `proposer: LEFT` when whoever proposed has lost the right
 */
export async function requireFourEyes(
  tx: Tx,
  { participantId, proposedBy, draftedBy }: ProposedRow,
  person: string,
  right: Scope,
): Promise<void> {
  if (person === draftedBy || person === proposedBy) throw new PlatformError('FOUR_EYES_REQUIRED');
  if (proposedBy === null || !(await hasNow(tx, proposedBy, { participantId, right })))
    throw new PlatformError('FOUR_EYES_REQUIRED', { details: { proposer: 'LEFT' } });
}
