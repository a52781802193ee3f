import { isWritten, type UnitFacts } from './unit.ts';
import type { PolicyValue } from './value.ts';

/**
 * A number of units of 10^−places as values of the feature are written; undefined when no value is that number.
 *
 * @param wanted How it would best be written, where that is possible.
 */
export function writeUnits(facts: UnitFacts, units: bigint, wanted?: string): PolicyValue | undefined {
  const { unit, places } = facts;
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const sign = units < 0n ? '-' : '';
  const fixed =
    places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  const shortest = places === 0 ? fixed : fixed.replace(/\.?0+$/, '');
  const candidates: (PolicyValue | undefined)[] =
    unit === 'AMOUNT'
      ? [fixed]
      : unit === 'RATIO' || unit === 'NUMBER'
        ? [wanted, shortest]
        : [Number(units)];
  return candidates.find((candidate) => candidate !== undefined && isWritten(facts, candidate));
}
