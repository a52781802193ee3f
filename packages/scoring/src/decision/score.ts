import type { ReasonCode } from '@xinqiao/contracts';
import type { Attribute, Characteristic, Scorecard } from '../policy/scorecard.ts';
import type { FeatureValue, FeatureValues } from './feature-values.ts';

/** What one characteristic contributed. */
export interface CharacteristicScore {
  /** Name of the characteristic. */
  readonly name: string;
  readonly partialScore: number;
  /** Baseline less partial score; negative where the attribute beats the baseline. */
  readonly pointsLost: number;
  readonly reasonCode: ReasonCode;
}

export interface Score {
  /** Initial score + partial scores, in points. */
  readonly score: number;
  /** In policy order. */
  readonly characteristics: readonly CharacteristicScore[];
}

/** Scores as PMML Scorecard does with `pointsBelow`. Features without a `missing` attribute must be known. */
export function scoreFeatures({ initialScore, characteristics }: Scorecard, values: FeatureValues): Score {
  const scores = characteristics.map((characteristic) =>
    scoreOf(characteristic, values.get(characteristic.feature)),
  );
  return {
    score: scores.reduce((sum, { partialScore }) => sum + partialScore, initialScore),
    characteristics: scores,
  };
}

function scoreOf(characteristic: Characteristic, value: FeatureValue | undefined): CharacteristicScore {
  const { name, baselineScore, reasonCode, attributes } = characteristic;
  const attribute = attributes.find((candidate) => contains(candidate, value));
  if (attribute === undefined) throw new Error(`Characteristic ${name} has no attribute for its value.`);
  return {
    name,
    partialScore: attribute.partialScore,
    pointsLost: baselineScore - attribute.partialScore,
    reasonCode: attribute.reasonCode ?? reasonCode,
  };
}

function contains(attribute: Attribute, value: FeatureValue | undefined): boolean {
  if ('missing' in attribute) return value === undefined;
  if (value === undefined) return false;
  if ('values' in attribute) return typeof value === 'string' && attribute.values.includes(value);
  if (typeof value === 'string') return false;
  const { from, to } = attribute;
  return (from === null || value.gte(from)) && (to === null || value.lt(to));
}

const MOST_REASONS = 4;

/**
 * Reason codes by points lost, heaviest first, at most four; ties in policy order.
 *
 * Characteristics that share a code are one reason with their points together.
 *
 * @param given Codes that are reasons already.
 */
export function heaviestLosses(
  { characteristics }: Score,
  given: ReadonlySet<ReasonCode>,
): { code: ReasonCode; pointsLost: number }[] {
  const lost = new Map<ReasonCode, number>();
  for (const { reasonCode, pointsLost } of characteristics) {
    if (pointsLost > 0 && !given.has(reasonCode))
      lost.set(reasonCode, (lost.get(reasonCode) ?? 0) + pointsLost);
  }
  return [...lost]
    .map(([code, pointsLost]) => ({ code, pointsLost }))
    .sort((a, b) => b.pointsLost - a.pointsLost)
    .slice(0, MOST_REASONS);
}
