import { PlatformError } from '@xinqiao/contracts';
import { POLICIES } from '@xinqiao/scoring';
import { deliveredVersion, ownVersion } from '../policies/policy-records.ts';
import type { Handler } from './operation-handler.ts';

/** One version with its document: the bank's own, else one delivered. */
export const getPolicy: Handler<'policies.get'> = async ({ platform, principal }, { policyId, version }) => {
  const own = ownVersion(platform, principal.participantId, policyId, version);
  if (own !== undefined) return own.view;
  const policy = POLICIES.get(`${policyId}@${version}`);
  if (policy === undefined) throw new PlatformError('POLICY_NOT_FOUND');
  return deliveredVersion(policy);
};
