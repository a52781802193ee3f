import type { Handler } from '../http/run-operation.ts';
import { takeStep } from './take-step.ts';
import { tellOfStatus } from './tell-of-status.ts';

/** At once and by one person: to decide no more is the safe side. No earlier version takes its place. */
export const retirePolicy: Handler<'policies.retire'> = (context, input) =>
  takeStep(context, input, {
    ...{ kind: 'POLICY_RETIRED', from: 'ACTIVE' },
    change: async (_tx, _row, person, now) => ({ status: 'RETIRED', retiredBy: person, retiredAt: now }),
    tell: (tx, row, owner) => tellOfStatus(context.services, tx, row, owner),
  });
