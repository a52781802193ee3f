import type { SubjectId } from '@xinqiao/contracts';
import type { AuthorityRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { type Owner, ownerOf } from '../audit/owner.ts';
import type { Services } from '../services.ts';

/** Why an authority ended. */
export type EndReason =
  | 'TAKEN_BACK'
  | 'GIVEN_UP'
  | 'REPRESENTATIVE_REPLACED'
  | 'IDENTIFIER_CHANGED'
  | 'LEGAL_REPRESENTATIVE_CHANGED'
  | 'DEREGISTERED'
  | 'LICENCE_REVOKED';

export interface Ending {
  readonly subjectId: string;
  /** Which end by themselves; what was given by them ends with them. */
  readonly ends: (authority: AuthorityRow) => boolean;
  readonly reason: EndReason;
  /** Who ends them, for the log. */
  readonly actor: string | Owner;
}

type EndServices = Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'vault'>;

/**
 * Ends authorities and everything given through them, each with its log entry, in the caller’s transaction and under
 * `lockAuthorities`. What ended stays ended; an invitation of somebody whose authority ended is worth nothing.
 *
 * @returns How many ended, those given through others among them.
 */
export async function endAuthorities(
  services: EndServices,
  tx: Tx,
  { subjectId, ends, reason, actor }: Ending,
): Promise<number> {
  const { clock, vault, operatorId } = services;
  const now = clock.now();
  const living = await tx.authority.findMany({
    where: { subjectId, status: { not: 'ENDED' } },
    orderBy: [{ validFrom: 'asc' }, { id: 'asc' }],
  });
  const ended = withGiven(living, ends);
  // What was given ends before what it was given by, while the giver still may end it.
  for (const { id, identityId, capacity, validTo } of ended) {
    await tx.authority.update({
      where: { id },
      data: {
        ...{ status: 'ENDED', statusReason: reason },
        validTo: validTo !== null && validTo < now ? validTo : now,
      },
    });
    await appendEntry(services, tx, {
      ...{ kind: 'AUTHORITY_ENDED', actor, participantId: null, consentId: null },
      subjectId: subjectId as SubjectId,
      detail: {
        ...{ authorityId: id, capacity, reason },
        holder: ownerOf(vault, operatorId, identityId).pseudonym,
      },
    });
  }
  return ended.length;
}

/** Those that end, deepest first. */
function withGiven(living: readonly AuthorityRow[], ends: Ending['ends']): AuthorityRow[] {
  const chosen = new Set(living.filter(ends).map(({ id }) => id));
  for (let size = -1; size !== chosen.size; ) {
    size = chosen.size;
    for (const { id, grantedBy } of living) if (grantedBy !== null && chosen.has(grantedBy)) chosen.add(id);
  }
  const parentOf = new Map(living.map(({ id, grantedBy }) => [id, grantedBy]));
  const depth = (id: string): number => {
    const parent = parentOf.get(id);
    return parent == null || !parentOf.has(parent) ? 0 : 1 + depth(parent);
  };
  return living.filter(({ id }) => chosen.has(id)).sort((a, b) => depth(b.id) - depth(a.id));
}
