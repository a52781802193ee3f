import type { ConsentAct } from '@xinqiao/consent';
import { type DisclosureLevel, PlatformError, type PurposeCode } from '@xinqiao/contracts';
import type { AuthorityRow, ConsentRow, Tx } from '@xinqiao/db';
import { inForceAt, reaches } from './in-force.ts';
import { isGone } from './registry/registry-state.ts';

/**
 * By what authority a person may pause, resume or stop a consent of a firm, in the caller’s transaction (scope: her and
 * the firm). To pause and to stop, any authority in force does: stopping must be easy (PIPL art. 15). To resume, it must
 * reach the matter, and the firm must not be struck off or without licence.
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
  const held = await tx.authority.findMany({
    where: { identityId, subjectId, ...inForceAt(now) },
    orderBy: [{ validFrom: 'asc' }, { id: 'asc' }],
  });
  const matter = {
    ...{ purpose: consent.purposeCode as PurposeCode, participantId },
    disclosure: consent.disclosure as DisclosureLevel,
  };
  const wakes = act === 'RESUME';
  const authority = wakes ? held.find((each) => reaches(each, matter)) : held[0];
  if (authority === undefined || (wakes && (await isGone(tx, subjectId))))
    throw new PlatformError('AUTHORITY_MISSING');
  return authority;
}
