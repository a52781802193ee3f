import type { Handler } from '../http/run-operation.ts';
import { takeStep } from './take-step.ts';

/** What was proposed is a draft again: by another person who does not agree, or by whoever thinks better of it. */
export const sendBackPolicy: Handler<'policies.sendBack'> = (context, input) =>
  takeStep(context, input, {
    ...{ kind: 'POLICY_SENT_BACK', from: 'PROPOSED' },
    change: async () => ({ status: 'DRAFT', proposedBy: null, proposedAt: null }),
  });
