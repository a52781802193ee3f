import type { FeatureFacts } from '../policy/feature.ts';
import { possible } from '../policy/reach.ts';
import type { PolicyValue } from '../policy/value.ts';
import { between, EVERY_VALUE, type ValueSet } from '../policy/value-set.ts';
import { writeUnits } from '../policy/write-units.ts';

/**
 * A field of a PMML document as the feature it is. A value of it is a whole number: of units of 10^−places, or the
 * place of a category in its list.
 */
export interface PmmlField {
  readonly facts: FeatureFacts;
  /** Every number, or every category; the range of a feature refuses data, it is no attribute. */
  readonly every: ValueSet;
  /** What the range of the feature allows. */
  readonly possible: ValueSet;
  /** How the document writes numbers, so that they can be written alike. */
  readonly written: Map<bigint, string>;
}

export function pmmlField(facts: FeatureFacts): PmmlField {
  const { categories } = facts;
  const every = categories === null ? EVERY_VALUE : between(0n, BigInt(categories.length));
  return { facts, every, possible: categories === null ? possible(facts) : every, written: new Map() };
}

/** A number of units as values of the feature are written, as the document writes it where that is possible. */
export const writeNumber = ({ facts, written }: PmmlField, units: bigint): PolicyValue | undefined =>
  writeUnits(facts, units, written.get(units));
