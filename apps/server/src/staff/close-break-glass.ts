import { appendEntry } from '../audit/append.ts';
import { personOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { lockAdmission } from '../participants/lock-admission.ts';
import { readBreakGlass, requireOpenBreakGlass } from './break-glass.ts';

/** Whoever opened it no longer needs it. */
export const closeBreakGlass: Handler<'breakGlass.close'> = async (context, { breakGlassId }) => {
  const { services, principal, earlierResult, complete } = context;
  const person = personOf(principal);
  const { participantId } = principal;
  return services.operatorDatabase.transaction({ participantId }, async (tx) => {
    const now = services.clock.now();
    if (earlierResult !== undefined) return readBreakGlass(tx, breakGlassId, now);
    await lockAdmission(tx, breakGlassId);
    await requireOpenBreakGlass(services, tx, breakGlassId, person);
    await tx.breakGlass.update({ where: { id: breakGlassId }, data: { closedAt: now } });
    await appendEntry(services, tx, {
      kind: 'BREAK_GLASS_CLOSED',
      ...{ actor: person, participantId, subjectId: null, consentId: null },
      detail: { breakGlassId, act: 'CLOSED' },
    });
    await complete(tx, breakGlassId);
    return readBreakGlass(tx, breakGlassId, now);
  });
};
