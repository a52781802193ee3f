import type { Handler } from '../http/run-operation.ts';
import { readPolicy } from './read-policy.ts';
import { requireAsSeen, requireNotOver } from './requirements.ts';
import { takeStep } from './take-step.ts';

/** A draft waits for a second person; until she has looked it stays as it is. */
export const proposePolicy: Handler<'policies.propose'> = (context, input) =>
  takeStep(context, input, {
    ...{ kind: 'POLICY_PROPOSED', from: 'DRAFT' },
    async change(_tx, row, person, now) {
      requireAsSeen(row, input);
      requireNotOver(row, context.services.clock.today());
      readPolicy(row.document);
      return { status: 'PROPOSED', proposedBy: person, proposedAt: now };
    },
  });
