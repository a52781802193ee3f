import type { ConsentAct } from '@xinqiao/consent';
import { type DisclosureLevel, PlatformError, type PurposeCode } from '@xinqiao/contracts';
import { type AuthorityRow, type ConsentRow, lockHeldAuthorities, type Tx } from '@xinqiao/db';
import { inForceAt, reaches } from './in-force.ts';
import { isGone } from './registry/registry-state.ts';
import { PRINCIPALS } from './represent.ts';

/**
 * By what authority a person may pause, resume or stop a consent of a firm, in the caller’s transaction (scope: her and
 * the firm), which has locked the consent. To pause and to stop, any authority in force does: stopping must be easy
 * (PIPL art. 15). To resume, it must reach the matter, and the firm must not be struck off or without licence. What the
 * registry put to rest, or a firm of which several must agree, only whoever represents it lets go on.
 *
 * Her authorities do not end between a resumption and its commit: what ends them waits, and then finds the consent.
 *
 * @throws {PlatformError} `AUTHORITY_MISSING`
 */
export async function requireMayAct(
  tx: Tx,
  {
    identityId,
    consent,
    act,
  }: { readonly identityId: string; readonly consent: ConsentRow; readonly act: ConsentAct },
  now: Date,
): Promise<AuthorityRow> {
  const { subjectId, participantId } = consent;
  if (subjectId === null) throw new PlatformError('AUTHORITY_MISSING');
  const wakes = act === 'RESUME';
  if (wakes) await lockHeldAuthorities(tx, identityId, subjectId);
  const held = await tx.authority.findMany({
    where: { identityId, subjectId, ...inForceAt(now) },
    orderBy: [{ validFrom: 'asc' }, { id: 'asc' }],
  });
  const matter = {
    ...{ purpose: consent.purposeCode as PurposeCode, participantId },
    disclosure: consent.disclosure as DisclosureLevel,
  };
  const alone = wakes && (await representativeAlone(tx, consent));
  const authority = wakes
    ? held.find((each) => reaches(each, matter) && (!alone || PRINCIPALS.includes(each.capacity)))
    : held[0];
  if (authority === undefined || (wakes && (await isGone(tx, subjectId))))
    throw new PlatformError('AUTHORITY_MISSING');
  return authority;
}

async function representativeAlone(tx: Tx, { subjectId, pausedBy }: ConsentRow): Promise<boolean> {
  if (pausedBy === 'SYSTEM') return true;
  const rule = await tx.approvalRule.findFirst({ where: { subjectId: subjectId ?? '', validTo: null } });
  return rule !== null && rule.required > 1;
}
