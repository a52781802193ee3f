import type { IndicatorName, Indicators } from '@xinqiao/contracts';
import { Dec } from '../decimal.ts';
import { IndicatorInvalid } from '../error.ts';
import type { Feature } from '../policy/feature.ts';
import { fitsUnit, isGrade } from '../policy/value.ts';
import { inRange } from './indicator-range.ts';

/** A number, exactly, or the letter of a grade. */
export type FeatureValue = Dec | string;

/** The known values; a feature that is absent or null has no entry. */
export type FeatureValues = ReadonlyMap<IndicatorName, FeatureValue>;

/**
 * Reads the policy's features out of the indicators. Others are not looked at.
 *
 * @throws {IndicatorInvalid} naming every feature whose value its unit or range does not allow.
 */
export function readFeatures(features: readonly Feature[], indicators: Indicators): FeatureValues {
  const values = new Map<IndicatorName, FeatureValue>();
  const invalid: IndicatorName[] = [];
  for (const { name } of features) {
    const given = Object.hasOwn(indicators, name) ? (indicators[name] ?? null) : null;
    if (given === null) continue;
    const value = fitsUnit(name, given) ? readValue(name, given) : undefined;
    if (value === undefined) invalid.push(name);
    else values.set(name, value);
  }
  if (invalid.length > 0) throw new IndicatorInvalid(invalid);
  return values;
}

function readValue(name: IndicatorName, given: string | number): FeatureValue | undefined {
  if (isGrade(name)) return String(given);
  const number = new Dec(given);
  return inRange(name, number) ? number : undefined;
}
