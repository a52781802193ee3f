import { CalendarDate, LocalizedText } from '@xinqiao/contracts';
import { z } from 'zod';

export const ReferenceId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
  .describe('Id of an entry of the policy’s references: where the numbers come from.');

/** Where numbers of the policy come from: a law, a published product rule, or judgement, named as such. */
export const Reference = z.strictObject({
  id: ReferenceId,
  text: LocalizedText.describe('The source, and what it does and does not show.'),
  validTo: CalendarDate.optional().describe(
    'Last day the source is in force, Asia/Shanghai; absent = no end is known. No policy outlives its sources.',
  ),
});
export type Reference = z.infer<typeof Reference>;
