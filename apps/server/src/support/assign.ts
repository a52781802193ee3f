import { PlatformError } from '@xinqiao/contracts';
import type { Handler } from '../http/run-operation.ts';
import { workOn } from './work-on.ts';

/** Gives a case to a member of staff who may answer it. */
export const assignCase: Handler<'cases.assign'> = (context, { caseId, assignee }) => {
  const { participantId } = context.principal;
  return workOn(context, (tx) => ({
    caseId,
    act: 'ASSIGN',
    data: async () => {
      const found = await tx.identity.count({
        where: { id: assignee, participantId, status: 'ACTIVE', roles: { has: 'SUPPORT' } },
      });
      if (found === 0) throw new PlatformError('IDENTITY_NOT_FOUND');
      return { assignee };
    },
  }));
};
