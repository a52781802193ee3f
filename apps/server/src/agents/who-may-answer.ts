import type { DisclosureLevel, PurposeCode } from '@xinqiao/contracts';
import { inForceAt, reaches } from '../authorities/in-force.ts';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { maskedName, personName } from '../subjects/names.ts';
import type { BroughtRequest } from './brought-request.ts';

/** Somebody a code can be sent to. */
export interface PossibleOwner {
  readonly authorityId: string;
  readonly identityId: string;
  /** First character of her name and her capacity: enough to choose by, for somebody who stands before her. */
  readonly masked: string;
  readonly capacity: string;
  /** Whether she has an address a code could be sent to. */
  readonly reachable: boolean;
}

/** Everybody who may answer a request today, whoever stands in the registry first. */
export async function whoMayAnswer(
  { database, clock, vault }: Pick<AuthorizationServices, 'database' | 'clock' | 'vault'>,
  { request, subjectId, participantId }: BroughtRequest,
): Promise<PossibleOwner[]> {
  const now = clock.now();
  const matter = {
    ...{ purpose: request.purposeCode as PurposeCode, participantId },
    disclosure: request.disclosure as DisclosureLevel,
  };
  const authorities = await database.transaction({ subjectId }, (tx) =>
    tx.authority.findMany({
      where: { subjectId, ...inForceAt(now) },
      orderBy: [{ grantedBy: { sort: 'asc', nulls: 'first' } }, { validFrom: 'asc' }],
    }),
  );
  return Promise.all(
    authorities
      .filter((authority) => reaches(authority, matter))
      .map(({ id, identityId, capacity }) =>
        database.transaction({ identityId }, async (tx) => {
          const identity = await tx.identity.findUniqueOrThrow({ where: { id: identityId } });
          const reachable = (await tx.contact.count({ where: { identityId, endedAt: null } })) > 0;
          const masked = maskedName(await personName(vault, tx, identity));
          return { authorityId: id, identityId, masked, capacity, reachable };
        }),
      ),
  );
}
