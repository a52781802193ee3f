import { type CaseStatus, PlatformError } from '@xinqiao/contracts';

/**
 * What is done to a case: REPLY and CLOSE by whoever asked, SETTLE by the agency that answered an objection, all else
 * by the operator’s support.
 */
export type CaseAct = 'REPLY' | 'CLOSE' | 'ASSIGN' | 'ANSWER' | 'SETTLE' | 'REOPEN' | 'LINK';

/** Where each act leads from where; what is missing is not possible. */
const STEPS: Readonly<Record<CaseAct, Readonly<Partial<Record<CaseStatus, CaseStatus>>>>> = {
  REPLY: { OPEN: 'OPEN', ASSIGNED: 'ASSIGNED', ANSWERED: 'ASSIGNED' },
  CLOSE: { OPEN: 'CLOSED', ASSIGNED: 'CLOSED', ANSWERED: 'CLOSED' },
  ASSIGN: { OPEN: 'ASSIGNED', ASSIGNED: 'ASSIGNED' },
  ANSWER: { ASSIGNED: 'ANSWERED' },
  // Whoever had it, the agency's word is the answer.
  SETTLE: { OPEN: 'ANSWERED', ASSIGNED: 'ANSWERED', ANSWERED: 'ANSWERED' },
  // Whoever gets it is chosen anew: the one who answered may be the reason.
  REOPEN: { ANSWERED: 'OPEN', CLOSED: 'OPEN' },
  LINK: { OPEN: 'OPEN', ASSIGNED: 'ASSIGNED', ANSWERED: 'ANSWERED' },
};

/** @throws {PlatformError} `CASE_STEP_ILLEGAL` */
export function statusAfter(act: CaseAct, from: CaseStatus): CaseStatus {
  const to = STEPS[act][from];
  if (to === undefined) throw new PlatformError('CASE_STEP_ILLEGAL', { details: { status: from } });
  return to;
}

/** Whether an act is possible from where a case stands. */
export const allows = (act: CaseAct, from: CaseStatus): boolean => STEPS[act][from] !== undefined;
