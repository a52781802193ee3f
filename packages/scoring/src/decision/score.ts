import { type Attribute, type Characteristic, meritSign, type Scorecard } from '../policy/scorecard.ts';
import type { FeatureValue, FeatureValues } from './feature-values.ts';

/** What one characteristic contributed. */
export interface CharacteristicScore {
  /** Name of the characteristic. */
  readonly name: string;
  readonly partialScore: number;
  /** Distance from the baseline, as `reasonCodeAlgorithm` says; negative where the attribute beats it. */
  readonly pointsLost: number;
  readonly reasonCode: string;
}

export interface Score {
  /** Initial score + partial scores, in points. */
  readonly score: number;
  /** In policy order. */
  readonly characteristics: readonly CharacteristicScore[];
}

/** Scores as PMML Scorecard does. Features without a `missing` attribute must be known. */
export function scoreFeatures(scorecard: Scorecard, values: FeatureValues): Score {
  const { initialScore, characteristics } = scorecard;
  const sign = meritSign(scorecard);
  const scores = characteristics.map((characteristic) =>
    scoreOf(characteristic, sign, values.get(characteristic.feature)),
  );
  return {
    score: scores.reduce((sum, { partialScore }) => sum + partialScore, initialScore),
    characteristics: scores,
  };
}

function scoreOf(
  characteristic: Characteristic,
  sign: 1 | -1,
  value: FeatureValue | undefined,
): CharacteristicScore {
  const { name, baselineScore, reasonCode, attributes } = characteristic;
  const attribute = attributes.find((candidate) => contains(candidate, value));
  if (attribute === undefined) throw new Error(`Characteristic ${name} has no attribute for its value.`);
  return {
    name,
    partialScore: attribute.partialScore,
    pointsLost: sign * (baselineScore - attribute.partialScore),
    reasonCode: attribute.reasonCode ?? reasonCode,
  };
}

/** Whether a value, undefined where it is not known, belongs to the attribute. */
export function contains(attribute: Attribute, value: FeatureValue | undefined): boolean {
  if ('missing' in attribute) return value === undefined;
  if (value === undefined) return false;
  if ('values' in attribute) return typeof value === 'string' && attribute.values.includes(value);
  if (typeof value === 'string') return false;
  const { from, to } = attribute;
  return (from === null || value.gte(from)) && (to === null || value.lt(to));
}

/** Losses of points that a decision names. */
export const MOST_REASONS = 4;

/**
 * Reason codes by points lost, heaviest first, at most four; ties in policy order.
 *
 * Characteristics that share a code are one reason with their points together.
 *
 * @param given Codes that are reasons already.
 */
export function heaviestLosses(
  { characteristics }: Score,
  given: ReadonlySet<string>,
): { code: string; pointsLost: number }[] {
  const lost = new Map<string, number>();
  for (const { reasonCode, pointsLost } of characteristics) {
    if (pointsLost > 0 && !given.has(reasonCode))
      lost.set(reasonCode, (lost.get(reasonCode) ?? 0) + pointsLost);
  }
  return [...lost]
    .map(([code, pointsLost]) => ({ code, pointsLost }))
    .sort((a, b) => b.pointsLost - a.pointsLost)
    .slice(0, MOST_REASONS);
}
