import { PlatformError, type SubjectId } from '@xinqiao/contracts';
import type { AuthorityInvitationRow, Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { ownerOf } from '../audit/owner.ts';
import type { Services } from '../services.ts';
import { subjectName, verifiedPersonName } from '../subjects/names.ts';
import { attempt } from './attempts.ts';
import { exceeds, type Terms } from './exceeds.ts';
import { inForceAt } from './in-force.ts';
import { invitationId, openSealed } from './invite.ts';
import { lockAuthorities } from './lock-authorities.ts';
import { requireNoOtherDuty } from './other-duty.ts';

type AcceptServices = Pick<
  Services,
  'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'database' | 'vault'
>;

/** An invitation as the person who holds its code is shown it. */
export interface OpenInvitation {
  readonly row: AuthorityInvitationRow;
  readonly subjectId: SubjectId;
  readonly firm: string;
  /** Text of the power of attorney. */
  readonly document: string;
}

/**
 * Finds what a code invites to. Codes are tried only so often, by anybody.
 *
 * @throws {PlatformError} `INVITATION_INVALID`: wrong, answered, run out, of somebody with another name, or of a giver
 *   who may no longer give it; `DUTIES_IN_CONFLICT`; `AUTHORITY_ATTEMPTS_USED`
 */
export const openInvitation = (
  services: AcceptServices,
  identityId: string,
  code: string,
): Promise<OpenInvitation> =>
  attempt(services, { identityId, kind: 'INVITATION' }, async () => {
    const id = invitationId(services.vault, code);
    const found = await services.database.transaction({ identityId, code: id }, (tx) =>
      tx.authorityInvitation.findUnique({ where: { id } }),
    );
    if (found === null) throw new PlatformError('INVITATION_INVALID');
    const scope = { identityId, subjectId: found.subjectId, code: id };
    return services.database.transaction(scope, (tx) => readInvitation(services, tx, identityId, found));
  });

/**
 * Accepts an invitation: from now on she may act for the firm, as far as it says.
 *
 * @throws {PlatformError} as {@link openInvitation}
 */
export async function acceptInvitation(
  services: AcceptServices,
  identityId: string,
  code: string,
): Promise<OpenInvitation> {
  const { clock, database, vault, newId, operatorId } = services;
  const { row, subjectId } = await openInvitation(services, identityId, code);
  return database.transaction({ identityId, subjectId, code: row.id }, async (tx) => {
    await lockAuthorities(tx, subjectId);
    const invitation = await readInvitation(services, tx, identityId, row);
    const now = clock.now();
    const { capacity, purposes, participantIds, maxDisclosure, validTo, grantedBy, documentHash } = row;
    const id = newId('aut');
    await tx.authority.create({
      data: {
        ...{ id, identityId, subjectId, capacity, grantedBy, validFrom: now, validTo },
        ...{ purposes, participantIds, maxDisclosure },
        ...{ evidence: 'POWER_OF_ATTORNEY', evidenceHash: documentHash },
      },
    });
    await tx.authorityInvitation.update({
      where: { id: row.id },
      data: { acceptedAt: now, authorityId: id },
    });
    await appendEntry(services, tx, {
      ...{ kind: 'AUTHORITY_GRANTED', participantId: null, subjectId, consentId: null },
      actor: ownerOf(vault, operatorId, identityId),
      detail: {
        ...{ authorityId: id, capacity, grantedBy, purposes, participantIds, maxDisclosure },
        ...{ validTo: validTo.toISOString(), documentHash },
        giver: ownerOf(vault, operatorId, row.givenBy).pseudonym,
      },
    });
    return invitation;
  });
}

/** Whether it still stands, and for her. */
async function readInvitation(
  { clock, vault }: AcceptServices,
  tx: Tx,
  identityId: string,
  { id }: AuthorityInvitationRow,
): Promise<OpenInvitation> {
  const now = clock.now();
  const row = await tx.authorityInvitation.findUniqueOrThrow({ where: { id }, include: { subject: true } });
  const giver = await tx.authority.findFirst({ where: { id: row.grantedBy, ...inForceAt(now) } });
  const { name, document } = await openSealed(vault, tx, row);
  const person = await tx.identity.findUniqueOrThrow({ where: { id: identityId } });
  // A document names one person, and nobody else takes what it gives.
  const open = row.acceptedAt === null && row.withdrawnAt === null && row.expiresAt > now;
  if (
    !open ||
    giver === null ||
    exceeds(giver, row as unknown as Terms, now) ||
    row.givenBy === identityId ||
    plain(await verifiedPersonName(vault, tx, person)) !== plain(name)
  )
    throw new PlatformError('INVITATION_INVALID');
  await requireNoOtherDuty(tx, identityId);
  const { subject, ...invitation } = row;
  const firm = await subjectName(vault, tx, subject);
  return { row: invitation, subjectId: row.subjectId as SubjectId, firm, document };
}

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s·•]/gu, '')
    .toLowerCase();
