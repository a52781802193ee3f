import { type CaseCategory, caseDeadline } from '@xinqiao/contracts';
import type { Handler } from '../http/run-operation.ts';
import { workOn } from './work-on.ts';

/** The operator takes a case up again; nobody has it yet, and the time for an answer begins anew. */
export const reopenCase: Handler<'cases.reopen'> = (context, { caseId }) => {
  const { clock, holidays } = context.services;
  return workOn(context, () => ({
    caseId,
    act: 'REOPEN',
    data: async ({ category }) => ({
      assignee: null,
      closedAt: null,
      answeredAt: null,
      deadlineAt: new Date(caseDeadline(category as CaseCategory, clock.instant(), holidays)),
    }),
  }));
};
