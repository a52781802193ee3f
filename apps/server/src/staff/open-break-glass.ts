import { PlatformError } from '@xinqiao/contracts';
import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { lockAdmission } from '../participants/lock-admission.ts';
import { readBreakGlass } from './break-glass.ts';

/** One member of staff says that suspending somebody cannot wait for a second, and why. */
export const openBreakGlass: Handler<'breakGlass.open'> = async (context, { reason, minutes }) => {
  const { services, principal, earlierResult, complete } = context;
  const identityId = personOf(principal);
  const { participantId } = principal;
  return services.operatorDatabase.transaction({ participantId }, async (tx) => {
    const now = services.clock.now();
    if (earlierResult !== undefined) return readBreakGlass(tx, earlierResult, now);
    // One at a time, and none before somebody has looked at the last: else nobody ever reviews them.
    await lockAdmission(tx, identityId);
    if ((await tx.breakGlass.count({ where: { identityId, reviewedAt: null } })) > 0)
      throw new PlatformError('BREAK_GLASS_PENDING');
    const expiresAt = new Date(now.getTime() + minutes * 60_000);
    const { id } = await tx.breakGlass.create({
      data: {
        ...{ id: services.newId('brk'), identityId, roles: ['SECURITY'], reason, openedAt: now, expiresAt },
      },
    });
    await appendEntry(services, tx, {
      kind: 'BREAK_GLASS_OPENED',
      ...{ actor: identityId, participantId, subjectId: null, consentId: null },
      detail: { breakGlassId: id, reason, expiresAt: expiresAt.toISOString() },
    });
    await complete(tx, id);
    return readBreakGlass(tx, id, now);
  });
};
