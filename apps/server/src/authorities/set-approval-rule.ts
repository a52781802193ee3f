import { PlatformError, type SubjectId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { appendEntry } from '../audit/append.ts';
import { ownerOf } from '../audit/owner.ts';
import type { Services } from '../services.ts';
import { inForceAt } from './in-force.ts';
import { lockAuthorities } from './lock-authorities.ts';
import { REPRESENTS } from './represent.ts';
import { countVoices, WITH_VOICE } from './voices.ts';

type RuleServices = Pick<
  Services,
  'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'database' | 'vault'
>;

/** How many people who count apart may act for a firm at this moment, in whatever matter. */
export async function peopleInForce(tx: Tx, subjectId: string, now: Date): Promise<number> {
  const holders = await tx.authority.findMany({
    where: { subjectId, ...inForceAt(now) },
    include: WITH_VOICE,
  });
  return countVoices(holders);
}

/**
 * Whoever represents the firm says how many of those who may act must agree to a request: from 1 to as many as there
 * are. It holds for requests that nobody has agreed to yet; nobody but her changes it, and it never lowers itself.
 *
 * @throws {PlatformError} `AUTHORITY_MISSING` of anybody else; `AUTHORITY_EXCESSIVE` of a number out of reach
 */
export async function setApprovalRule(
  services: RuleServices,
  {
    identityId,
    subjectId,
    required,
  }: { readonly identityId: string; readonly subjectId: SubjectId; readonly required: number },
): Promise<void> {
  const { clock, database, vault, operatorId } = services;
  const now = clock.now();
  await database.transaction({ identityId, subjectId }, async (tx) => {
    await lockAuthorities(tx, subjectId);
    const represents = await tx.authority.count({
      where: { identityId, subjectId, capacity: { in: [...REPRESENTS] }, ...inForceAt(now) },
    });
    if (represents === 0) throw new PlatformError('AUTHORITY_MISSING');
    const most = Math.min(9, await peopleInForce(tx, subjectId, now));
    if (!Number.isInteger(required) || required < 1 || required > most)
      throw new PlatformError('AUTHORITY_EXCESSIVE');
    const rules = await tx.approvalRule.findMany({ where: { subjectId }, orderBy: { revision: 'desc' } });
    const current = rules.find(({ validTo }) => validTo === null);
    if ((current?.required ?? 1) === required) return;
    if (current !== undefined)
      await tx.approvalRule.updateMany({ where: { subjectId, validTo: null }, data: { validTo: now } });
    await tx.approvalRule.create({
      data: {
        ...{ subjectId, revision: (rules[0]?.revision ?? 0) + 1, required },
        ...{ setBy: identityId, validFrom: now },
      },
    });
    await appendEntry(services, tx, {
      ...{ kind: 'APPROVAL_RULE_CHANGED', participantId: null, subjectId, consentId: null },
      actor: ownerOf(vault, operatorId, identityId),
      detail: { from: current?.required ?? 1, to: required },
    });
  });
}
