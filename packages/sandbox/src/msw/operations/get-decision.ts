import { PlatformError } from '@xinqiao/contracts';
import type { Handler } from './operation-handler.ts';

/** One of the bank's own decisions; it outlives the consent. */
export const getDecision: Handler<'decisions.get'> = async ({ platform, principal }, { decisionId }) => {
  const decision = platform.state.decisions.get(decisionId);
  if (decision?.participantId !== principal.participantId) throw new PlatformError('DECISION_NOT_FOUND');
  return decision;
};
