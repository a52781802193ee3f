import { PlatformError, type SubjectId, type SubjectType, Uscc } from '@xinqiao/contracts';
import type { Database, Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { ownerOf } from '../audit/owner.ts';
import type { Services } from '../services.ts';
import { CAPACITY } from '../subjects/create-subject.ts';
import { sourceSubject } from '../subjects/source-code.ts';
import { subjectOfCode } from '../subjects/subject-of-code.ts';
import { attempt } from './attempts.ts';
import { endAuthorities } from './end-authorities.ts';
import { lockAuthorities } from './lock-authorities.ts';
import { requireNoOtherDuty } from './other-duty.ts';
import { askRegistry, type RegistryAnswer, type RegistrySources } from './registry/ask-registry.ts';
import { isGone, namedRepresentative } from './registry/registry-state.ts';

export type RepresentServices = Pick<
  Services,
  'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'database' | 'vault'
> & { readonly ownData: RegistrySources };

/** Capacities of people who represent a firm by themselves. */
export const REPRESENTS: readonly string[] = ['LEGAL_REPRESENTATIVE', 'PROPRIETOR'];
/** Capacities of people who act for a firm, or themselves, by nobody’s grace. */
export const PRINCIPALS: readonly string[] = [...REPRESENTS, 'SELF'];

/**
 * Somebody says that she represents an enterprise. She does when the registry names the person her sign-in verified.
 * Whoever was held to represent it before does not any more, nor anybody that person gave authority to.
 *
 * @param uscc Unified social credit code, as she typed it.
 * @throws {PlatformError} `REPRESENTATIVE_MISMATCH`, also of a firm that is not registered here; `AUTHORITY_MISSING` of
 *   one that was struck off; `DUTIES_IN_CONFLICT` of somebody who works for a participant or as an agent;
 *   `AUTHORITY_ATTEMPTS_USED`; `SOURCE_UNAVAILABLE`
 */
export async function represent(
  services: RepresentServices,
  identityId: string,
  uscc: string,
): Promise<SubjectId> {
  const { database } = services;
  const code = Uscc.safeParse(uscc.trim().toUpperCase());
  return attempt(services, { identityId, kind: 'REPRESENTATION' }, async () => {
    const subjectId = code.success ? await bearerOf(database, identityId, code.data) : undefined;
    if (subjectId === undefined || !(await matchRepresentative(services, identityId, subjectId)))
      throw new PlatformError('REPRESENTATIVE_MISMATCH');
    return subjectId;
  });
}

/** Who bears a code; undefined where nobody registered here does. */
const bearerOf = (database: Database, identityId: string, code: string): Promise<SubjectId | undefined> =>
  database.transaction({ identityId, code }, (tx) => subjectOfCode(tx, code));

/**
 * Holds a person against the registration of a firm and, where it names her, makes her its representative.
 *
 * @returns False where it names somebody else, or nobody: that is logged.
 */
export async function matchRepresentative(
  services: RepresentServices,
  identityId: string,
  subjectId: SubjectId,
): Promise<boolean> {
  const { database, ownData, vault } = services;
  const scope = { identityId, subjectId };
  const firm = await database.transaction(scope, async (tx) => {
    await requireNoOtherDuty(tx, identityId);
    if (await isGone(tx, subjectId)) throw new PlatformError('AUTHORITY_MISSING');
    return sourceSubject(services, tx, subjectId);
  });
  const answer = await askRegistry(ownData, vault, { type: firm.subjectType, code: firm.subject.code });
  return database.transaction(scope, async (tx) => {
    await lockAuthorities(tx, subjectId);
    const { residentIdDigest } = await tx.identity.findUniqueOrThrow({ where: { id: identityId } });
    const named = await namedRepresentative(tx, subjectId, digestOf(answer));
    if (named === undefined || residentIdDigest !== named || (await isGone(tx, subjectId))) {
      await refuse(services, tx, identityId, subjectId);
      return false;
    }
    await install(services, tx, { identityId, subjectId, digest: named, type: firm.subjectType });
    return true;
  });
}

const digestOf = (answer: RegistryAnswer): string | undefined =>
  answer.kind === 'NAMES' ? (answer.digest ?? undefined) : undefined;

interface Installation {
  readonly identityId: string;
  readonly subjectId: SubjectId;
  readonly digest: string;
  readonly type: SubjectType;
}

async function install(
  services: RepresentServices,
  tx: Tx,
  { identityId, subjectId, digest, type }: Installation,
): Promise<void> {
  const { clock, newId, operatorId, vault } = services;
  const now = clock.now();
  const capacity = CAPACITY[type];
  const proof = { evidence: 'REGISTRY', evidenceHash: digest, matchedAt: now };
  const held = await tx.authority.findFirst({
    where: { identityId, subjectId, capacity, status: { not: 'ENDED' } },
  });
  const actor = ownerOf(vault, operatorId, identityId);
  const data = { ...proof, status: 'ACTIVE', statusReason: null };
  const { id } =
    held === null
      ? await tx.authority.create({
          data: { ...data, id: newId('aut'), identityId, subjectId, capacity, validFrom: now },
        })
      : await tx.authority.update({ where: { id: held.id }, data });
  if (held?.status !== 'ACTIVE' || held.evidence !== 'REGISTRY')
    await appendEntry(services, tx, {
      ...{ kind: 'AUTHORITY_GRANTED', actor, participantId: null, subjectId, consentId: null },
      detail: { authorityId: id, capacity, evidence: 'REGISTRY' },
    });
  await endAuthorities(services, tx, {
    ...{ subjectId, reason: 'REPRESENTATIVE_REPLACED', actor },
    ends: (other) => other.identityId !== identityId && other.grantedBy === null,
  });
}

const refuse = (services: RepresentServices, tx: Tx, identityId: string, subjectId: SubjectId) =>
  appendEntry(services, tx, {
    ...{ kind: 'AUTHORITY_REFUSED', participantId: null, subjectId, consentId: null },
    actor: ownerOf(services.vault, services.operatorId, identityId),
    detail: { reason: 'REPRESENTATIVE_MISMATCH' },
  });
