import { PlatformError, type SubjectId } from '@xinqiao/contracts';
import { ownerOf } from '../audit/owner.ts';
import type { Services } from '../services.ts';
import { endAuthorities } from './end-authorities.ts';
import { inForceAt } from './in-force.ts';
import { lockAuthorities } from './lock-authorities.ts';
import { REPRESENTS } from './represent.ts';

type TakeBackServices = Pick<
  Services,
  'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'database' | 'vault'
>;

interface Act {
  readonly identityId: string;
  readonly subjectId: SubjectId;
}

/**
 * Takes authority back at once, with everything given through it; or gives up what one was given. Whoever represents
 * the firm takes back anybody’s, a finance officer what she gave. What the registry gives, the registry takes.
 *
 * What the person agreed to before stays in force (民法典 art. 173 ends an agency, not its acts); a proxy is no party.
 *
 * @throws {PlatformError} `AUTHORITY_NOT_FOUND` where it is not there, has ended or is not hers to end
 */
export async function takeBack(
  services: TakeBackServices,
  { identityId, subjectId, authorityId }: Act & { readonly authorityId: string },
): Promise<void> {
  const { clock, database, vault, operatorId } = services;
  await database.transaction({ identityId, subjectId }, async (tx) => {
    await lockAuthorities(tx, subjectId);
    const row = await tx.authority.findFirst({
      where: { id: authorityId, subjectId, status: { not: 'ENDED' } },
    });
    if (row === null || row.grantedBy === null) throw new PlatformError('AUTHORITY_NOT_FOUND');
    const mine = await tx.authority.findMany({
      where: { identityId, subjectId, ...inForceAt(clock.now()) },
    });
    const given = mine.some(({ id, capacity }) => REPRESENTS.includes(capacity) || id === row.grantedBy);
    if (row.identityId !== identityId && !given) throw new PlatformError('AUTHORITY_NOT_FOUND');
    await endAuthorities(services, tx, {
      ...{ subjectId, ends: ({ id }) => id === authorityId },
      reason: row.identityId === identityId ? 'GIVEN_UP' : 'TAKEN_BACK',
      actor: ownerOf(vault, operatorId, identityId),
    });
  });
}

/**
 * Takes back an invitation that nobody accepted yet.
 *
 * @throws {PlatformError} `AUTHORITY_NOT_FOUND` where it is not there, was answered, or is not hers
 */
export async function withdrawInvitation(
  services: TakeBackServices,
  { identityId, subjectId, invitationId }: Act & { readonly invitationId: string },
): Promise<void> {
  const { clock, database } = services;
  const now = clock.now();
  await database.transaction({ identityId, subjectId }, async (tx) => {
    await lockAuthorities(tx, subjectId);
    const mine = await tx.authority.findMany({ where: { identityId, subjectId, ...inForceAt(now) } });
    const represents = mine.some(({ capacity }) => REPRESENTS.includes(capacity));
    const { count } = await tx.authorityInvitation.updateMany({
      where: {
        ...{ id: invitationId, subjectId, acceptedAt: null, withdrawnAt: null },
        ...(represents ? {} : { grantedBy: { in: mine.map(({ id }) => id) } }),
      },
      data: { withdrawnAt: now },
    });
    if (count === 0) throw new PlatformError('AUTHORITY_NOT_FOUND');
  });
}
