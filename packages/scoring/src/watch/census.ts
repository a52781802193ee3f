import type { Applicant, FeatureValues } from '../decision/feature-values.ts';
import { readWhatCanBe } from '../decision/read-what-can-be.ts';
import { contains } from '../decision/score.ts';
import type { Policy } from '../policy/policy.ts';
import type { Characteristic } from '../policy/scorecard.ts';

/** How many applicants fell where: all that drift is measured by, and no one’s data. Plain JSON, to be kept with the policy. */
export interface Census {
  readonly policyId: string;
  readonly policyVersion: string;
  readonly applicants: number;
  /** Bounds of the score cells, ascending: a cell goes from one bound to below the next. */
  readonly scoreBounds: readonly number[];
  /** By cell of the score, lowest first; last those without a score. One more than there are bounds, and one. */
  readonly score: readonly number[];
  readonly characteristics: readonly {
    readonly name: string;
    /** By attribute, in policy order; last those no attribute is for: missing or false values that are not scored. */
    readonly cells: readonly number[];
  }[];
}

/**
 * Counts applicants by score and by attribute. Values that cannot be true count as missing.
 *
 * @param scoreBounds Ascending; default the bounds of the rating bands.
 */
export function takeCensus(
  policy: Policy,
  applicants: Iterable<Applicant>,
  scoreBounds: readonly number[] = ratingBounds(policy),
): Census {
  const { characteristics } = policy.scorecard;
  const score = Array.from({ length: scoreBounds.length + 2 }, () => 0);
  const cells = characteristics.map(({ attributes }) =>
    Array.from({ length: attributes.length + 1 }, () => 0),
  );
  const fallsWhere = placing(policy, scoreBounds);
  let count = 0;
  for (const applicant of applicants) {
    const [scoreCell, ...places] = fallsWhere(applicant);
    score[scoreCell]!++;
    places.forEach((place, index) => {
      cells[index]![place]!++;
    });
    count++;
  }
  return {
    policyId: policy.policyId,
    policyVersion: policy.version,
    applicants: count,
    scoreBounds: [...scoreBounds],
    score,
    characteristics: characteristics.map(({ name }, index) => ({ name, cells: cells[index]! })),
  };
}

/** Cell of the score, then of each characteristic in policy order: places in the lists of a census. */
export type Cells = readonly [score: number, ...characteristics: number[]];

/** Where one applicant falls: what is kept of a decision, so that a census can be counted up later. */
export const cellsOf = (
  policy: Policy,
  applicant: Applicant,
  scoreBounds: readonly number[] = ratingBounds(policy),
): Cells => placing(policy, scoreBounds)(applicant);

function placing(policy: Policy, scoreBounds: readonly number[]): (applicant: Applicant) => Cells {
  const { characteristics, initialScore } = policy.scorecard;
  const scored = new Set(characteristics.map(({ feature }) => feature));
  const features = policy.features.filter(({ name }) => scored.has(name));
  return (applicant) => {
    const { values } = readWhatCanBe(features, applicant);
    let points: number | null = initialScore;
    const places = characteristics.map((characteristic) => {
      const { attributes } = characteristic;
      const place = attributePlace(characteristic, values);
      points = place === null || points === null ? null : points + attributes[place]!.partialScore;
      return place ?? attributes.length;
    });
    return [scoreCell(points, scoreBounds), ...places];
  };
}

/** Bounds of the rating bands, ascending. */
export const ratingBounds = ({ rating }: Policy): readonly number[] =>
  rating.flatMap(({ from }) => (from === null ? [] : [from])).sort((a, b) => a - b);

function attributePlace({ feature, attributes }: Characteristic, values: FeatureValues): number | null {
  const place = attributes.findIndex((attribute) => contains(attribute, values.get(feature)));
  return place === -1 ? null : place;
}

function scoreCell(points: number | null, bounds: readonly number[]): number {
  if (points === null) return bounds.length + 1;
  const above = bounds.findIndex((bound) => points < bound);
  return above === -1 ? bounds.length : above;
}
