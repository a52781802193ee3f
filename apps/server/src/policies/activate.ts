import type { Handler } from '../http/run-operation.ts';
import { requireFourEyes } from '../participants/acting-person.ts';
import { readPolicy } from './read-policy.ts';
import { requireAsSeen, requireFreeId, requireNotOver } from './requirements.ts';
import { takeStep } from './take-step.ts';
import { tellOfStatus } from './tell-of-status.ts';

/**
 * The second person puts a version in force, as it was proposed. It is checked anew: this installation may know more
 * than when it was written.
 */
export const activatePolicy: Handler<'policies.activate'> = (context, input) => {
  const { services } = context;
  return takeStep(context, input, {
    ...{ kind: 'POLICY_ACTIVATED', from: 'PROPOSED' },
    async change(tx, row, person, now) {
      await requireFourEyes(tx, row, person, 'policies:activate');
      requireAsSeen(row, input);
      requireNotOver(row, services.clock.today());
      await requireFreeId(services, tx, row.participantId, row.policyId);
      readPolicy(row.document);
      return { status: 'ACTIVE', activatedBy: person, activatedAt: now };
    },
    tell: (tx, row, owner) => tellOfStatus(services, tx, row, owner),
  });
};
