import type { Decision, DisclosureLevel } from '@xinqiao/contracts';

/** A decision as the bank may see it: the indicators only where the consent shows indicators. */
export function disclosed(decision: Decision, disclosure: DisclosureLevel): Decision {
  if (disclosure !== 'ANSWER') return decision;
  const { indicators: _withheld, ...rest } = decision;
  return rest;
}

/** A stored decision as the bank may see it. */
export const decisionView = (row: { record: unknown }, disclosure: string): Decision =>
  disclosed(row.record as Decision, disclosure as DisclosureLevel);
