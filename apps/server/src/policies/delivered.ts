import type { Sha256Digest } from '@xinqiao/contracts';
import { POLICIES, type Policy } from '@xinqiao/scoring';
import { documentHash } from './document-hash.ts';

/** Policies that the platform was delivered with have their ids for themselves. */
export const isDelivered = (policyId: string): boolean =>
  [...POLICIES.values()].some((policy) => policy.policyId === policyId);

const hashes = new WeakMap<Policy, Sha256Digest>();

/** Hash of the document of a policy that the platform was delivered with. */
export function deliveredHash(policy: Policy): Sha256Digest {
  const known = hashes.get(policy) ?? documentHash(policy);
  hashes.set(policy, known);
  return known;
}
