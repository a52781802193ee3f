import { INDICATORS, type IndicatorName } from '@xinqiao/contracts';
import { z } from 'zod';
import { Dec } from '../decimal.ts';
import { type Report, reportDuplicates } from './problem.ts';
import { FeatureDefinition, factsOfDefinition, factsOfUnit, isWritten, type UnitFacts } from './unit.ts';
import { PolicyValue } from './value.ts';

/** Name of a feature: an indicator of the catalogue, or one that the policy defines. */
export const FeatureName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/)
  .refine((name) => !(name in Object.prototype), '不能使用该名称 / This name cannot be used')
  .describe('Name of a feature: letters, digits and _, at most 60, a letter first.');
export type FeatureName = z.infer<typeof FeatureName>;

/**
 * What the absence of a feature means. It can refuse, refer or cost points; it can never help.
 * Rules and limits need their features, so `SCORE` is for those that only the scorecard reads.
 */
export const MissingTreatment = z
  .enum(['DECLINE', 'REFER', 'SCORE'])
  .describe(
    'DECLINE refused, REFER a person must decide, SCORE the `missing` attribute of the characteristic counts.',
  );
export type MissingTreatment = z.infer<typeof MissingTreatment>;

/** A figure or category that the policy reads. */
export const Feature = z.strictObject({
  name: FeatureName,
  definition: FeatureDefinition.optional().describe(
    'Unit and name of a feature that is no indicator of the catalogue; absent for one that is.',
  ),
  range: z
    .tuple([PolicyValue.nullable(), PolicyValue.nullable()])
    .optional()
    .describe(
      'Lowest and highest value that can be true, included; outside, the data is refused. Null = no such end.',
    ),
  influence: z
    .enum(['RAISE', 'LOWER'])
    .optional()
    .describe('Which way the enterprise can move it by what it does; absent = it cannot.'),
  missing: MissingTreatment,
});
export type Feature = z.infer<typeof Feature>;

/** A feature with all that is known of its values. */
export interface FeatureFacts extends UnitFacts {
  readonly name: FeatureName;
  readonly missing: MissingTreatment;
  readonly influence: 'RAISE' | 'LOWER' | null;
  /** Lowest and highest value, as decimals; null = no such end. */
  readonly range: readonly [string | null, string | null];
}

export const isIndicator = (name: string): name is IndicatorName => Object.hasOwn(INDICATORS, name);

/**
 * Undefined where neither the catalogue nor the policy says what the feature is. An end of a range that is not written as
 * its values are is none.
 */
export function factsOf({ name, definition, range, influence, missing }: Feature): FeatureFacts | undefined {
  const shared = { name, missing, influence: influence ?? null };
  if (isIndicator(name)) {
    const { unit, range: own } = INDICATORS[name];
    const text = (bound: string | number | null) => (bound === null ? null : String(bound));
    return { ...shared, ...factsOfUnit(unit), range: [text(own[0]), text(own[1])] };
  }
  if (definition === undefined) return undefined;
  const facts = factsOfDefinition(definition);
  const end = (bound: string | number | null = null) =>
    bound !== null && facts.categories === null && isWritten(facts, bound) ? String(bound) : null;
  return { ...shared, ...facts, range: [end(range?.[0]), end(range?.[1])] };
}

/** Of features with a known unit, by name. */
export const allFacts = (features: readonly Feature[]): ReadonlyMap<FeatureName, FeatureFacts> =>
  new Map(
    features.flatMap((feature) => {
      const facts = factsOf(feature);
      return facts === undefined ? [] : [[feature.name, facts]];
    }),
  );

export function checkFeatures(features: readonly Feature[], report: Report): void {
  reportDuplicates(features, ({ name }) => name, 'name', report);
  features.forEach((feature, index) => {
    const { name, definition, range, influence } = feature;
    const facts = factsOf(feature);
    if (facts === undefined) {
      report([index, 'name'], 'FEATURE_UNDEFINED');
      return;
    }
    if (isIndicator(name) && (definition ?? range) !== undefined) report([index], 'FEATURE_REDEFINED');
    if (facts.categories !== null && range !== undefined) report([index, 'range'], 'FEATURE_UNORDERED');
    if (facts.categories !== null && influence !== undefined)
      report([index, 'influence'], 'FEATURE_UNORDERED');
    const wrong = [0, 1].filter((end) => range?.[end] != null && !isWritten(facts, range[end]));
    for (const end of wrong) report([index, 'range', end], 'VALUE_TYPE');
    const [lowest, highest] = range ?? [null, null];
    const ordered = wrong.length === 0 && facts.categories === null && lowest !== null && highest !== null;
    if (ordered && new Dec(lowest).gt(highest)) report([index, 'range'], 'RANGE_EMPTY');
    if (definition?.unit === 'CATEGORY')
      definition.categories.forEach((category, place) => {
        const repeated = definition.categories.indexOf(category) < place;
        if (repeated) report([index, 'definition', 'categories', place], 'DUPLICATE');
      });
  });
}
