import type { Policy } from '../../policy/policy.ts';
import { JIAN_SHUI_YUN_DAI_2026_1 } from './jian-shui-yun-dai.ts';
import { JIN_NONG_YI_DAI_2026_1 } from './jin-nong-yi-dai.ts';
import { WEI_YE_DAI_2026_1 } from './wei-ye-dai.ts';
import { YUN_SHUI_DAI_2026_1 } from './yun-shui-dai.ts';

/**
 * Market products as policies, by `policyId@version`: to read, to copy, to compare with. They are not offered for
 * decisions, because some of their features (the age of the owner, credit reports) only a bank has.
 */
export const EXAMPLE_POLICIES: ReadonlyMap<string, Policy> = new Map(
  [YUN_SHUI_DAI_2026_1, WEI_YE_DAI_2026_1, JIAN_SHUI_YUN_DAI_2026_1, JIN_NONG_YI_DAI_2026_1].map((policy) => [
    `${policy.policyId}@${policy.version}`,
    policy,
  ]),
);
