import { type Decision, type DisclosureLevel, PlatformError } from '@xinqiao/contracts';
import type { Handler } from './operation-handler.ts';

/** A decision as the bank may see it: the indicators only where the consent shows indicators. */
export function disclosed(decision: Decision, disclosure: DisclosureLevel): Decision {
  if (disclosure !== 'ANSWER') return decision;
  const { indicators: _withheld, ...rest } = decision;
  return rest;
}

/** One of the bank's own decisions; it outlives the consent. */
export const getDecision: Handler<'decisions.get'> = async ({ platform, principal }, { decisionId }) => {
  const { decisions, consents } = platform.state;
  const decision = decisions.get(decisionId);
  const record = decision === undefined ? undefined : consents.get(decision.consentId);
  if (record === undefined || decision?.participantId !== principal.participantId)
    throw new PlatformError('DECISION_NOT_FOUND');
  return disclosed(decision, record.consent.disclosure);
};
