import { meritSign, type Scorecard } from '../policy/scorecard.ts';
import type { FeatureValues } from './feature-values.ts';

/** Points that the best value of a feature has over the absence of one, by characteristic that scores its absence. */
export const pointsWithheld = (scorecard: Scorecard): ReadonlyMap<number, number> => {
  const sign = meritSign(scorecard);
  return new Map(
    scorecard.characteristics.flatMap(({ attributes }, index): [number, number][] => {
      const absent = attributes.find((attribute) => 'missing' in attribute);
      if (absent === undefined) return [];
      const merits = attributes.map(({ partialScore }) => sign * partialScore);
      return [[index, sign * (Math.max(...merits) - sign * absent.partialScore) + 0]];
    }),
  );
};

/** The score there would be were every value that is not known the best one of its feature. */
export function bestScore(scorecard: Scorecard, values: FeatureValues, score: number): number {
  let best = score;
  for (const [index, points] of pointsWithheld(scorecard))
    if (!values.has(scorecard.characteristics[index]!.feature)) best += points;
  return best;
}
