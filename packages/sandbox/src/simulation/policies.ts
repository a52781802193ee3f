import { EXAMPLE_POLICIES, POLICIES, type Policy, parsePolicy } from '@xinqiao/scoring';
import type { ApplicantKind, World } from './assumptions.ts';

/** Which policy decides on whom. */
export type PoliciesInUse = Readonly<Record<ApplicantKind, Policy>>;

/**
 * The policies of the simulation: the example for households, and 税融通 for sole traders and firms. They are of 2026 and
 * decide here as if they had been in force since the first month; nothing else in them is changed.
 */
export function policiesOf({ firstMonth }: Pick<World, 'firstMonth'>): PoliciesInUse {
  const since = (policy: Policy) => parsePolicy({ ...policy, validFrom: `${firstMonth}-01` });
  const household = since(EXAMPLE_POLICIES.get('example-jin-nong-yi-dai@2026-1')!);
  const firm = since(POLICIES.get('shui-rong-tong@2026-1')!);
  return { HOUSEHOLD: household, SOLE_TRADER: firm, ENTERPRISE: firm };
}
