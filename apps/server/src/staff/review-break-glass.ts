import { PlatformError } from '@xinqiao/contracts';
import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { lockAdmission } from '../participants/lock-admission.ts';
import { readBreakGlass } from './break-glass.ts';

/** Somebody else looks at what was done in an emergency that is over. */
export const reviewBreakGlass: Handler<'breakGlass.review'> = async (context, { breakGlassId, note }) => {
  const { services, principal, earlierResult, complete } = context;
  const person = personOf(principal);
  const { participantId } = principal;
  return services.operatorDatabase.transaction({ participantId }, async (tx) => {
    const now = services.clock.now();
    if (earlierResult !== undefined) return readBreakGlass(tx, breakGlassId, now);
    await lockAdmission(tx, breakGlassId);
    const { identityId, status, uses } = await readBreakGlass(tx, breakGlassId, now);
    if (identityId === person) throw new PlatformError('FOUR_EYES_REQUIRED');
    if (status !== 'TO_REVIEW') throw new PlatformError('STATUS_STEP_ILLEGAL', { details: { status } });
    await tx.breakGlass.update({
      where: { id: breakGlassId },
      data: { reviewedBy: person, reviewedAt: now, reviewNote: note },
    });
    await appendEntry(services, tx, {
      kind: 'BREAK_GLASS_CLOSED',
      ...{ actor: person, participantId, subjectId: null, consentId: null },
      detail: { breakGlassId, act: 'REVIEWED', openedBy: identityId, uses, note },
    });
    await complete(tx, breakGlassId);
    return readBreakGlass(tx, breakGlassId, now);
  });
};
