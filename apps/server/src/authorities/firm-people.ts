import type { DisclosureLevel, LocalizedText, SubjectId } from '@xinqiao/contracts';
import type { AuthorityRow, Database, Tx } from '@xinqiao/db';
import type { Clock } from '../clock.ts';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { subjectName, verifiedPersonName } from '../subjects/names.ts';
import { type GivenCapacity, givenBy } from './exceeds.ts';
import { inForceAt } from './in-force.ts';
import { openSealed } from './invite.ts';
import { isGone } from './registry/registry-state.ts';
import { REPRESENTS } from './represent.ts';
import { countVoices, WITH_VOICE } from './voices.ts';

/** How far somebody may act, with the banks by name. */
export interface Reach {
  readonly purposes: readonly string[];
  readonly banks: readonly LocalizedText[];
  readonly maxDisclosure: DisclosureLevel | null;
  readonly validTo: Date | null;
}

/** Somebody who may act for a firm. */
export interface FirmPerson {
  readonly authorityId: string;
  readonly capacity: string;
  /** As she is invited or signed in; undefined where the firm is not told. */
  readonly name: string | undefined;
  readonly self: boolean;
  readonly reach: Reach;
  /** Whether there is a power of attorney to read. */
  readonly document: boolean;
  /** Whether the reader may end it: her own that was given to her, or what she may take back. */
  readonly mayEnd: boolean;
}

/** Somebody who was invited and has not accepted yet. */
export interface Invited {
  readonly id: string;
  readonly capacity: string;
  readonly name: string;
  readonly expiresAt: Date;
  readonly mayWithdraw: boolean;
}

/** An authority the reader can give others some of. */
export interface GivesBy {
  readonly authorityId: string;
  readonly capacities: readonly GivenCapacity[];
  readonly reach: Reach;
  readonly participantIds: readonly string[];
}

/** Who may act for a firm, as one who may sees it. */
export interface FirmPeople {
  readonly subjectId: SubjectId;
  readonly name: string;
  /** Whether the registry reported that it is no more, or without licence. */
  readonly gone: boolean;
  readonly people: readonly FirmPerson[];
  readonly invited: readonly Invited[];
  /** How many must agree, and how many who count apart may act at present. */
  readonly rule: { readonly required: number; readonly people: number; readonly maySet: boolean };
  readonly gives: GivesBy | undefined;
}

interface ReadServices {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: PersonalVault;
}

/** Reads who may act for a firm. The caller has made sure that this person may. */
export async function readFirmPeople(
  { database, clock, vault }: ReadServices,
  identityId: string,
  subjectId: SubjectId,
): Promise<FirmPeople> {
  const now = clock.now();
  return database.transaction({ identityId, subjectId }, async (tx) => {
    const subject = await tx.subject.findUniqueOrThrow({ where: { id: subjectId } });
    const me = await tx.identity.findUniqueOrThrow({ where: { id: identityId } });
    const authorities = await tx.authority.findMany({
      where: { subjectId, ...inForceAt(now) },
      include: { invitation: true, ...WITH_VOICE },
      orderBy: [{ validFrom: 'asc' }, { id: 'asc' }],
    });
    const open = await tx.authorityInvitation.findMany({
      where: {
        ...{ subjectId, acceptedAt: null, withdrawnAt: null, expiresAt: { gt: now } },
        granter: inForceAt(now),
      },
      orderBy: { createdAt: 'asc' },
    });
    const banks = await bankNames(tx, authorities);
    const mine = authorities.filter((each) => each.identityId === identityId);
    const represents = mine.some(({ capacity }) => REPRESENTS.includes(capacity));
    const ids = new Set(mine.map(({ id }) => id));
    const rule = await tx.approvalRule.findFirst({ where: { subjectId, validTo: null } });
    const giver = mine.find(({ capacity }) => givenBy(capacity).length > 0);
    const reachOf = (row: AuthorityRow): Reach => ({
      purposes: row.purposes,
      banks: row.participantIds.flatMap((id) => banks.get(id) ?? []),
      maxDisclosure: row.maxDisclosure as DisclosureLevel | null,
      validTo: row.validTo,
    });
    const names = new Map<string, string | undefined>();
    for (const row of authorities) names.set(row.id, await nameOf(row));
    const invited = [];
    for (const row of open)
      invited.push({
        ...{ id: row.id, capacity: row.capacity, expiresAt: row.expiresAt },
        name: (await openSealed(vault, tx, row)).name,
        mayWithdraw: represents || ids.has(row.grantedBy),
      });
    return {
      subjectId,
      name: await subjectName(vault, tx, subject),
      gone: await isGone(tx, subjectId),
      people: authorities.map((row) => ({
        ...{ authorityId: row.id, capacity: row.capacity, reach: reachOf(row) },
        name: names.get(row.id),
        self: row.identityId === identityId,
        document: row.invitation !== null,
        mayEnd:
          row.grantedBy !== null && (represents || row.identityId === identityId || ids.has(row.grantedBy)),
      })),
      invited,
      rule: {
        required: rule?.required ?? 1,
        people: countVoices(authorities),
        maySet: represents,
      },
      gives:
        giver === undefined
          ? undefined
          : {
              ...{ authorityId: giver.id, capacities: givenBy(giver.capacity) },
              ...{ reach: reachOf(giver), participantIds: giver.participantIds },
            },
    };

    async function nameOf({
      identityId: holder,
      invitation,
    }: (typeof authorities)[number]): Promise<string | undefined> {
      if (holder === identityId) return verifiedPersonName(vault, tx, me);
      return invitation === null ? undefined : (await openSealed(vault, tx, invitation)).name;
    }
  });
}

async function bankNames(tx: Tx, authorities: readonly AuthorityRow[]): Promise<Map<string, LocalizedText>> {
  const ids = [...new Set(authorities.flatMap(({ participantIds }) => participantIds))];
  const banks = await tx.participant.findMany({ where: { id: { in: ids } } });
  return new Map(banks.map(({ id, nameZh, nameEn }) => [id, { zh: nameZh, en: nameEn }]));
}
