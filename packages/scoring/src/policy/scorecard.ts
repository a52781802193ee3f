import { z } from 'zod';
import { Dec } from '../decimal.ts';
import { type FeatureFacts, FeatureName } from './feature.ts';
import { scaled } from './limit-places.ts';
import { type Report, reportDuplicates, under } from './problem.ts';
import { possible } from './reach.ts';
import { ReasonName } from './reason.ts';
import { ReferenceId } from './reference.ts';
import { isWritten } from './unit.ts';
import { PolicyValue } from './value.ts';
import { between, intersection } from './value-set.ts';

/** Points of a scorecard. */
export const Points = z.int().min(-100_000).max(100_000);

const scored = {
  partialScore: Points.describe('Points this attribute contributes; an integer.'),
  reasonCode: ReasonName.optional().describe('Reason in place of the characteristic’s own.'),
};

/** Numbers from `from` to below `to`. */
export const IntervalAttribute = z.strictObject({
  from: PolicyValue.nullable().describe('Lowest value, included; null = no lower end.'),
  to: PolicyValue.nullable().describe('Upper end, excluded; null = no upper end.'),
  ...scored,
});
export type IntervalAttribute = z.infer<typeof IntervalAttribute>;

export const CategoryAttribute = z.strictObject({
  values: z.array(z.string()).min(1).max(1000).describe('Grades or categories this attribute stands for.'),
  ...scored,
});
export type CategoryAttribute = z.infer<typeof CategoryAttribute>;

export const MissingAttribute = z.strictObject({
  missing: z.literal(true).describe('Stands for a feature that is not known.'),
  ...scored,
});

export const Attribute = z
  .union([IntervalAttribute, CategoryAttribute, MissingAttribute])
  .describe('An interval, a list of categories, or missing, with its points.');
export type Attribute = z.infer<typeof Attribute>;

/** One feature and its points by attribute. Every value belongs to exactly one attribute. */
export const Characteristic = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .describe('Name of the characteristic, unique in the scorecard.'),
  feature: FeatureName,
  baselineScore: Points.describe('Points from which points lost are counted (PMML baselineScore).'),
  reasonCode: ReasonName,
  attributes: z
    .array(Attribute)
    .min(1)
    .max(1000)
    .describe('Intervals in ascending order, or categories; then missing.'),
  reference: ReferenceId,
});
export type Characteristic = z.infer<typeof Characteristic>;

/** A scorecard in the words of PMML 4.4 Scorecard. Score = initialScore + the partial scores. */
export const Scorecard = z.strictObject({
  initialScore: Points.describe('Points before any characteristic.'),
  reasonCodeAlgorithm: z
    .enum(['pointsBelow', 'pointsAbove'])
    .describe(
      'PMML reasonCodeAlgorithm. pointsBelow: more is better, points lost = baselineScore − partialScore. pointsAbove: more is riskier, points lost = partialScore − baselineScore.',
    ),
  baselineMethod: z
    .enum(['max', 'min', 'mean', 'neutral', 'other'])
    .optional()
    .describe('PMML baselineMethod: how the baselines were chosen; for the reader, it changes no score.'),
  characteristics: z
    .array(Characteristic)
    .min(1)
    .max(1000)
    .describe('Characteristics; their order settles ties.'),
});
export type Scorecard = z.infer<typeof Scorecard>;

/** Lowest and highest score that attributes can add up to. */
export function scoreRange({ initialScore, characteristics }: Scorecard): {
  lowest: number;
  highest: number;
} {
  const total = (pick: (...points: number[]) => number) =>
    characteristics.reduce(
      (sum, { attributes }) => sum + pick(...attributes.map(({ partialScore }) => partialScore)),
      initialScore,
    );
  return { lowest: total(Math.min), highest: total(Math.max) };
}

/** 1 where more points are better, −1 where they are riskier. */
export const meritSign = ({ reasonCodeAlgorithm }: Scorecard): 1 | -1 =>
  reasonCodeAlgorithm === 'pointsBelow' ? 1 : -1;

export function checkScorecard(
  scorecard: Scorecard,
  features: ReadonlyMap<FeatureName, FeatureFacts>,
  report: Report,
): void {
  const here = under(report, 'characteristics');
  reportDuplicates(scorecard.characteristics, ({ name }) => name, 'name', here);
  scorecard.characteristics.forEach((characteristic, index) => {
    const facts = features.get(characteristic.feature);
    if (facts === undefined) return;
    const at = under(here, index, 'attributes');
    checkCoverage(characteristic, facts, at);
    checkMissing(characteristic, facts, meritSign(scorecard), at);
  });
}

function checkCoverage({ attributes }: Characteristic, facts: FeatureFacts, report: Report): void {
  const indexed = attributes.map((attribute, index) => ({ attribute, index }));
  for (const { attribute, index } of indexed) {
    const wrong = facts.categories === null ? 'values' in attribute : 'from' in attribute;
    if (wrong) report([index], 'ATTRIBUTE_KIND');
  }
  if (facts.categories !== null) {
    checkCategories(
      facts.categories,
      indexed.flatMap(({ attribute, index }) => ('values' in attribute ? [{ attribute, index }] : [])),
      report,
    );
  } else {
    checkIntervals(
      facts,
      indexed.flatMap(({ attribute, index }) => ('from' in attribute ? [{ attribute, index }] : [])),
      report,
    );
  }
}

/** Each interval begins where the one before ended; the first has no lower end, the last no upper one. */
function checkIntervals(
  facts: FeatureFacts,
  intervals: readonly { attribute: IntervalAttribute; index: number }[],
  report: Report,
): void {
  const bounds = intervals.flatMap(({ attribute: { from, to }, index }) => [
    { bound: from, path: [index, 'from'] },
    { bound: to, path: [index, 'to'] },
  ]);
  const wrong = bounds.filter(({ bound }) => bound !== null && !isWritten(facts, bound));
  for (const { path } of wrong) report(path, 'VALUE_TYPE');
  if (wrong.length > 0) return;

  let reached: Dec = new Dec(-Infinity);
  for (const { attribute, index } of intervals) {
    const from = new Dec(attribute.from ?? -Infinity);
    const to = new Dec(attribute.to ?? Infinity);
    if (from.gte(to)) report([index], 'ATTRIBUTE_EMPTY');
    else if (cannotBe(facts, attribute)) report([index], 'ATTRIBUTE_UNREACHABLE');
    if (from.gt(reached)) report([index, 'from'], 'ATTRIBUTE_GAP');
    if (from.lt(reached)) report([index, 'from'], 'ATTRIBUTE_OVERLAP');
    reached = to;
  }
  const last = intervals.at(-1);
  if (!reached.eq(Infinity)) report(last ? [last.index, 'to'] : [], 'ATTRIBUTE_GAP');
}

/** Whether the range of the feature, where it has any value, has none in the interval. */
function cannotBe(facts: FeatureFacts, { from, to }: IntervalAttribute): boolean {
  const [lower, upper] = [from, to].map((end) => (end === null ? null : scaled(end, facts.places)));
  const all = possible(facts);
  return all.length > 0 && intersection(all, between(lower!, upper!)).length === 0;
}

function checkCategories(
  categories: readonly string[],
  lists: readonly { attribute: CategoryAttribute; index: number }[],
  report: Report,
): void {
  const named = new Set<string>();
  for (const { attribute, index } of lists) {
    attribute.values.forEach((value, place) => {
      if (!categories.includes(value)) report([index, 'values', place], 'VALUE_TYPE');
      if (named.has(value)) report([index, 'values', place], 'ATTRIBUTE_OVERLAP');
      named.add(value);
    });
  }
  if (!categories.every((category) => named.has(category))) report([], 'ATTRIBUTE_GAP');
}

function checkMissing(
  { attributes }: Characteristic,
  { missing }: FeatureFacts,
  sign: 1 | -1,
  report: Report,
): void {
  const places = attributes.flatMap((attribute, index) => ('missing' in attribute ? [index] : []));
  const [place, second] = places;
  if (second !== undefined) report([second], 'DUPLICATE');
  if (missing !== 'SCORE') {
    if (place !== undefined) report([place], 'MISSING_ATTRIBUTE_UNREACHABLE');
  } else if (place === undefined) {
    report([], 'MISSING_ATTRIBUTE_ABSENT');
  } else {
    const merits = attributes.map(({ partialScore }) => sign * partialScore);
    if (merits[place]! > Math.min(...merits)) report([place, 'partialScore'], 'MISSING_HELPS');
  }
}
