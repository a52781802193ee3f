import { INDICATORS, type IndicatorName } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';

/**
 * Whether a formula of the catalogue can give the value. One out of range is an error in the data, however good
 * it looks: arrears of −1 yuan must not pass for none, 99 months of 12 not for the best of payers. Net sales and
 * tax can truly be negative.
 */
export function inRange(indicator: IndicatorName, value: Dec): boolean {
  const [lowest, highest] = INDICATORS[indicator].range;
  return (lowest === null || value.gte(new Dec(lowest))) && (highest === null || value.lte(new Dec(highest)));
}
