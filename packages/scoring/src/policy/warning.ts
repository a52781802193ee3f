import { z } from 'zod';
import { checkTest, FeatureTest } from './admission.ts';
import { type FeatureFacts, FeatureName } from './feature.ts';
import { type Report, reportDuplicates } from './problem.ts';
import { ReasonName } from './reason.ts';
import { ReferenceId } from './reference.ts';

export const WarningSeverity = z
  .enum(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'])
  .describe('How bad it may be; CRITICAL is worst.');
export type WarningSeverity = z.infer<typeof WarningSeverity>;

/** An early-warning trigger after a loan was granted (贷后预警). */
export const WarningTrigger = z.strictObject({
  id: z
    .string()
    .max(100)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .describe('Name of the trigger, unique in the policy.'),
  feature: FeatureName,
  when: FeatureTest.describe('The warning is given while this holds.'),
  severity: WarningSeverity,
  deadlineHours: z.int().min(1).max(8784).describe('Hours within which a person of the bank must look.'),
  reasonCode: ReasonName,
  reference: ReferenceId,
});
export type WarningTrigger = z.infer<typeof WarningTrigger>;

export function checkWarnings(
  triggers: readonly WarningTrigger[],
  features: ReadonlyMap<FeatureName, FeatureFacts>,
  report: Report,
): void {
  reportDuplicates(triggers, ({ id }) => id, 'id', report);
  triggers.forEach(({ feature, when }, index) => {
    const facts = features.get(feature);
    if (facts !== undefined)
      checkTest(when, facts, (path, problem) => report([index, 'when', ...path], problem));
  });
}
