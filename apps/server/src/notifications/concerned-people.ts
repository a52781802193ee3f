import type { Tx } from '@xinqiao/db';
import { inForceAt } from '../authorities/in-force.ts';
import { PRINCIPALS } from '../authorities/represent.ts';

/**
 * Who is told of a consent that lives: whoever agreed to it, as long as she may act for the firm, and those who
 * represent it.
 *
 * @returns Ids of identities, each once.
 */
export async function concernedPeople(
  tx: Tx,
  { subjectId, grantedBy }: { readonly subjectId: string; readonly grantedBy: string | null },
  now: Date,
): Promise<string[]> {
  const held = await tx.authority.findMany({
    where: { subjectId, AND: [inForceAt(now)] },
    select: { identityId: true, capacity: true },
    orderBy: [{ validFrom: 'asc' }, { id: 'asc' }],
  });
  const concerned = held.filter(
    ({ identityId, capacity }) => identityId === grantedBy || PRINCIPALS.includes(capacity),
  );
  return [...new Set(concerned.map(({ identityId }) => identityId))];
}
