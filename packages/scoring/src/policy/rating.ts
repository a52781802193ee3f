import { z } from 'zod';
import { type Report, reportDuplicates } from './problem.ts';

export const RatingName = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{0,7}[+-]?$/)
  .describe('Name of the band, such as AAA.');

/** Scores from `from` to the band above, which is better (评级). */
export const RatingBand = z.strictObject({
  rating: RatingName,
  from: z
    .int()
    .nullable()
    .describe(
      'Worst score of the band, included: its lowest, or with pointsAbove its highest; null in the last band only.',
    ),
  admitted: z.boolean().describe('Whether credit is granted at this rating.'),
});
export type RatingBand = z.infer<typeof RatingBand>;

/**
 * @param range Lowest and highest score the scorecard can give.
 * @param sign 1 where a higher score is better, −1 where it is riskier.
 */
export function checkRating(
  bands: readonly RatingBand[],
  range: { lowest: number; highest: number },
  sign: 1 | -1,
  report: Report,
): void {
  const merit = ({ from }: RatingBand) => (from === null ? Number.NEGATIVE_INFINITY : sign * from);
  const [worst, best] = sign === 1 ? [range.lowest, range.highest] : [-range.highest, -range.lowest];
  reportDuplicates(bands, ({ rating }) => rating, 'rating', report);
  bands.forEach((band, index) => {
    const above = bands[index - 1];
    const last = index === bands.length - 1;
    const bottom = merit(band);
    const top = above ? merit(above) : Number.POSITIVE_INFINITY;
    if (last !== (band.from === null) || bottom >= top) report([index, 'from'], 'BAND_ORDER');
    else if (bottom > best || top <= worst) report([index, 'from'], 'BAND_UNREACHABLE');
    if (band.admitted && above && !above.admitted) report([index, 'admitted'], 'BAND_ADMISSION_ORDER');
  });
}

/** Reports admitted ratings without a value and values without an admitted rating. */
export function checkByRating(
  byRating: Readonly<Record<string, unknown>>,
  bands: readonly RatingBand[],
  report: Report,
): void {
  const admitted = new Set(bands.filter((band) => band.admitted).map(({ rating }) => rating));
  for (const rating of admitted) if (!Object.hasOwn(byRating, rating)) report([rating], 'RATING_LEFT_OUT');
  for (const rating of Object.keys(byRating)) if (!admitted.has(rating)) report([rating], 'RATING_UNKNOWN');
}
