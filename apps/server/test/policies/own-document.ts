import { INVOICE_FLOW_2026_1, type PolicyDocument } from '@xinqiao/scoring';

/** A policy of a bank’s own that decides like a delivered one; a test names only what it is about. */
export const ownDocument = (part: Partial<PolicyDocument> = {}): Record<string, unknown> => ({
  ...(JSON.parse(JSON.stringify(INVOICE_FLOW_2026_1)) as PolicyDocument),
  ...{ policyId: 'yao-du-dai', version: '2026-1', validFrom: '2026-01-01' },
  ...part,
});
