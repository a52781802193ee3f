import { randomUUID } from 'node:crypto';
import type { ParticipantId, SubjectId } from '@xinqiao/contracts';
import { forgetBehindLog, lockSubject, type ProposalRow, type Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { type Holder, personHolder } from '../keys/subject-keys/holder.ts';
import type { AdmissionServices } from '../participants/take-step.ts';
import { lockCodes } from './bearers-of.ts';
import { requireErasable } from './erase.ts';
import { NAMELESS } from './names.ts';

export interface Erasure {
  readonly row: ProposalRow;
  readonly approvedBy: string;
  readonly operator: ParticipantId;
}

/**
 * Erases a subject in the caller’s transaction: its key is destroyed, and with it whatever was sealed under it, in this
 * database and in every copy of it made from now on. What stood beside the sealed texts is taken out. The same goes for
 * those who acted for it and for nobody else.
 *
 * The log stays: it holds pseudonyms and commitments, and the persons behind them are forgotten.
 *
 * @throws {PlatformError} `SUBJECT_NOT_FOUND`, `SUBJECT_ERASED`, `SUBJECT_HAS_CONSENTS`
 */
export async function carryOutErasure(
  services: AdmissionServices,
  tx: Tx,
  { row, approvedBy, operator }: Erasure,
): Promise<void> {
  const subjectId = row.targetId as SubjectId;
  const now = services.clock.now();
  await lockCodes(tx);
  await lockSubject(tx, subjectId);
  await requireErasable(tx, subjectId);
  const people = await peopleOf(tx, subjectId);
  await tx.authority.updateMany({
    where: { subjectId, OR: [{ validTo: null }, { validTo: { gt: now } }] },
    data: { validTo: now, status: 'ENDED', statusReason: 'SUBJECT_ERASED' },
  });
  await destroyKey(tx, subjectId, now);
  for (const identityId of people) await forgetPerson(tx, identityId, now);
  const codes = await tx.subjectIdentifier.findMany({ where: { subjectId, sealed: { not: null } } });
  for (const { scheme, value, validFrom } of codes)
    await tx.subjectIdentifier.updateMany({
      where: { scheme, value, validFrom },
      data: { value: `erased:${randomUUID()}`, sealed: null, masked: null },
    });
  const { type } = await tx.subject.findUniqueOrThrow({ where: { id: subjectId } });
  await tx.subject.updateMany({
    where: { id: subjectId },
    data: { erasedAt: now, ...(type === 'PERSON' ? { name: NAMELESS } : {}) },
  });
  await appendEntry(services, tx, {
    kind: 'SUBJECT_ERASED',
    actor: approvedBy,
    participantId: operator,
    subjectId,
    consentId: null,
    detail: {
      ...{ proposalId: row.id, proposedBy: row.proposedBy, reason: row.reason },
      ...{ codes: codes.length, people: people.length },
    },
  });
}

/** Those who act or acted for this subject and for no other, and who work for nobody here. */
async function peopleOf(tx: Tx, subjectId: string): Promise<string[]> {
  const authorities = await tx.authority.findMany({
    where: { subjectId, identity: { participantId: null, agent: null } },
    select: { identityId: true },
  });
  const people: string[] = [];
  for (const identityId of new Set(authorities.map((each) => each.identityId))) {
    const others = await tx.authority.count({
      where: { identityId, subjectId: { not: subjectId }, subject: { erasedAt: null } },
    });
    if (others === 0) people.push(identityId);
  }
  return people;
}

/** Nothing that was sealed under the key opens from here on. */
async function destroyKey(tx: Tx, holder: Holder, destroyedAt: Date): Promise<void> {
  // Whoever had none yet never gets one.
  await tx.subjectKey.createMany({
    data: { holder, createdAt: destroyedAt, destroyedAt },
    skipDuplicates: true,
  });
  await tx.subjectKey.updateMany({
    where: { holder, destroyedAt: null },
    data: { wrapped: null, kekId: null, destroyedAt },
  });
}

async function forgetPerson(tx: Tx, id: string, now: Date): Promise<void> {
  await destroyKey(tx, personHolder(id), now);
  await tx.identity.updateMany({
    where: { id },
    data: {
      ...{ displayName: NAMELESS, status: 'DISABLED', verifiedName: null, residentIdDigest: null },
      ...{ issuer: null, upstreamId: null },
    },
  });
  await tx.contact.updateMany({
    where: { identityId: id },
    data: { sealed: '', masked: '', addressHash: '', endedAt: now },
  });
  await forgetBehindLog(tx, id);
}
