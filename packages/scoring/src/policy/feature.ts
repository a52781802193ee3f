import { IndicatorName } from '@xinqiao/contracts';
import { z } from 'zod';

/**
 * What the absence of an indicator means. It can refuse, refer or cost points; it can never help.
 * Rules and limits need their indicators, so `SCORE` is for those that only the scorecard reads.
 */
export const MissingTreatment = z
  .enum(['DECLINE', 'REFER', 'SCORE'])
  .describe(
    'DECLINE refused, REFER a person must decide, SCORE the `missing` attribute of the characteristic counts.',
  );
export type MissingTreatment = z.infer<typeof MissingTreatment>;

/** An indicator the policy reads. */
export const Feature = z.strictObject({
  name: IndicatorName,
  missing: MissingTreatment,
});
export type Feature = z.infer<typeof Feature>;
