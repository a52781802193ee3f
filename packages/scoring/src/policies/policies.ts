import type { CalendarDate } from '@xinqiao/contracts';
import { isInForce } from '../decision/in-force.ts';
import type { Policy } from '../policy/policy.ts';
import { INVOICE_FLOW_2026_1 } from './invoice-flow.ts';
import { INVOICE_FLOW_2026_2, SHUI_RONG_TONG_2026_2 } from './revised.ts';
import { SHUI_RONG_TONG_2026_1 } from './shui-rong-tong.ts';

/** Every policy version that may be decided or replayed, by `policyId@version`. None is ever edited. */
export const POLICIES: ReadonlyMap<string, Policy> = new Map(
  [SHUI_RONG_TONG_2026_1, SHUI_RONG_TONG_2026_2, INVOICE_FLOW_2026_1, INVOICE_FLOW_2026_2].map((policy) => [
    `${policy.policyId}@${policy.version}`,
    policy,
  ]),
);

/**
 * The version in force on a day; of several, the one that began last.
 *
 * @returns Undefined when there is none.
 * @throws {ValueError} `DATE_INVALID` when `asOf` is not a date.
 */
export const latestPolicy = (
  policyId: string,
  asOf: CalendarDate,
  policies: ReadonlyMap<string, Policy> = POLICIES,
): Policy | undefined =>
  [...policies.values()]
    .filter((policy) => policy.policyId === policyId && isInForce(policy, asOf))
    .reduce<Policy | undefined>(
      (latest, policy) => (latest && latest.validFrom >= policy.validFrom ? latest : policy),
      undefined,
    );
