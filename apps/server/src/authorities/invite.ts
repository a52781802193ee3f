import { randomInt } from 'node:crypto';
import { PlatformError, type SubjectId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { type Language, textKey } from '../http/request-language.ts';
import type { Holder } from '../keys/subject-keys/holder.ts';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import type { Vault } from '../keys/vault.ts';
import type { Services } from '../services.ts';
import { sha256Text } from '../sha256-text.ts';
import { subjectName, verifiedPersonName } from '../subjects/names.ts';
import { exceeds, type Terms } from './exceeds.ts';
import { inForceAt } from './in-force.ts';
import { lockAuthorities } from './lock-authorities.ts';
import { powerOfAttorney } from './power-of-attorney.ts';
import { isGone } from './registry/registry-state.ts';

/** How long an invitation may be accepted, in milliseconds: seven days. */
const OPEN_MS = 7 * 86_400_000;
/** Most invitations of a firm that wait at once. */
const MOST_OPEN = 20;

type InviteServices = Pick<Services, 'clock' | 'database' | 'vault'>;

export interface Invitation {
  readonly identityId: string;
  readonly subjectId: SubjectId;
  /** Authority she gives it by. */
  readonly authorityId: string;
  /** The person who may accept it, by her name. */
  readonly name: string;
  readonly terms: Terms;
  /** Language of the power of attorney. */
  readonly language: Language;
}

export interface Invited {
  readonly code: string;
  /** Text of the power of attorney, and its SHA-256, base64url. */
  readonly document: string;
  readonly hash: string;
}

/** What an invitation keeps encrypted. */
export interface SealedInvitation {
  readonly name: string;
  /** Text of the power of attorney. */
  readonly document: string;
}

export const invitationId = (vault: Vault, code: string): string =>
  vault.digest('authority invitation', code.trim().toUpperCase());
const labelOf = (id: string) => `invitation ${id}`;
/** @throws {PlatformError} `SUBJECT_ERASED` */
export const openSealed = async (
  vault: PersonalVault,
  tx: Tx,
  row: { readonly id: string; readonly sealed: string },
): Promise<SealedInvitation> =>
  JSON.parse(await vault.openFor(tx, labelOf(row.id), row.sealed)) as SealedInvitation;

/**
 * Invites a person to act for the firm. She accepts with the code after her own sign-in; nothing is given until then.
 *
 * @returns With the code of eight letters and digits, shown this once and kept as a keyed hash.
 * @throws {PlatformError} `AUTHORITY_MISSING` of whoever may not act herself; `AUTHORITY_EXCESSIVE` beyond her reach
 *   or longer than a year, and of a twenty-first that waits
 */
export async function invite(services: InviteServices, invitation: Invitation): Promise<Invited> {
  const { clock, database, vault } = services;
  const { identityId, subjectId, authorityId, name, terms, language } = invitation;
  const code = newCode();
  const id = invitationId(vault, code);
  const now = clock.now();
  return database.transaction({ identityId, subjectId }, async (tx) => {
    await lockAuthorities(tx, subjectId);
    const giver = await tx.authority.findFirst({
      where: { id: authorityId, identityId, subjectId, ...inForceAt(now) },
      include: { subject: { include: { identifiers: { where: { validTo: null } } } }, identity: true },
    });
    if (giver === null || (await isGone(tx, subjectId))) throw new PlatformError('AUTHORITY_MISSING');
    const open = { subjectId, acceptedAt: null, withdrawnAt: null, expiresAt: { gt: now } };
    if (exceeds(giver, terms, now) || (await tx.authorityInvitation.count({ where: open })) >= MOST_OPEN)
      throw new PlatformError('AUTHORITY_EXCESSIVE');
    const document = powerOfAttorney(
      {
        firm: await subjectName(vault, tx, giver.subject),
        code: publicCode(giver.subject.identifiers),
        giver: await verifiedPersonName(vault, tx, giver.identity),
        giverCapacity: giver.capacity,
        attorney: name,
        terms,
        banks: await bankNames(tx, terms.participantIds, language),
        date: clock.today(),
      },
      language,
    );
    const sealed: SealedInvitation = { name, document };
    const hash = sha256Text(document);
    await tx.authorityInvitation.create({
      data: {
        ...{ id, subjectId, grantedBy: giver.id, givenBy: identityId, capacity: terms.capacity },
        ...{ purposes: [...terms.purposes], participantIds: [...terms.participantIds] },
        ...{ maxDisclosure: terms.maxDisclosure, validTo: terms.validTo },
        documentHash: hash,
        sealed: await vault.sealFor(tx, subjectId as Holder, labelOf(id), JSON.stringify(sealed)),
        ...{ createdAt: now, expiresAt: new Date(now.getTime() + OPEN_MS) },
      },
    });
    return { code, document, hash };
  });
}

/** A code that may stand in a document: one that holds a person’s number is shown in part. */
const publicCode = (
  identifiers: readonly { readonly scheme: string; readonly value: string; readonly masked: string | null }[],
): string => {
  const code = identifiers.find(({ scheme }) => scheme === 'uscc') ?? identifiers[0];
  return code?.masked ?? code?.value ?? '';
};

async function bankNames(tx: Tx, ids: readonly string[], language: Language): Promise<string[]> {
  const banks = await tx.participant.findMany({ where: { id: { in: [...ids] } }, orderBy: { id: 'asc' } });
  return banks.map(({ nameZh, nameEn }) => (textKey(language) === 'zh' ? nameZh : nameEn));
}

/** Letters and digits that nobody mistakes for one another. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const newCode = () => Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
