import { type AuthorityMatter, authorityReaches } from '@xinqiao/consent';
import type { DisclosureLevel } from '@xinqiao/contracts';
import type { AuthorityRow, Prisma } from '@xinqiao/db';

/**
 * Where an authority is in force at an instant. What somebody gave ends with whoever gave it, in the same
 * transaction, so its own row says it all.
 */
export const inForceAt = (now: Date): Prisma.AuthorityWhereInput => ({
  status: 'ACTIVE',
  validFrom: { lte: now },
  OR: [{ validTo: null }, { validTo: { gt: now } }],
});

/** True when an authority reaches the matter. */
export const reaches = (
  { purposes, participantIds, maxDisclosure }: AuthorityRow,
  matter: AuthorityMatter,
): boolean =>
  authorityReaches(
    { purposes, participantIds, maxDisclosure: maxDisclosure as DisclosureLevel | null },
    matter,
  );
