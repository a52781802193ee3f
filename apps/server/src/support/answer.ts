import type { Handler } from '../http/run-operation.ts';
import { workOn } from './work-on.ts';

/** Answers a case. Whoever asked may reply, close it, or leave it. */
export const answerCase: Handler<'cases.answer'> = (context, { caseId, text }) =>
  workOn(context, () => ({
    caseId,
    act: 'ANSWER',
    message: { side: 'OPERATOR', text },
    data: async () => ({ answeredAt: context.services.clock.now() }),
  }));
