import { z } from 'zod';
import { ApplicationId, EntryId, OperatorId, ParticipantId } from '../identifiers/index.ts';
import { Instant, Month } from '../values/index.ts';

/**
 * What is metered. `CALLS`: operations asked for by somebody known, whatever the answer, except those refused for
 * their number. `DATA_ITEMS`: items that left in a package. `DECISIONS`: decisions made. A repetition of a write
 * (same Idempotency-Key) is a call, but delivers and decides nothing a second time.
 */
export const UsageMeasure = z
  .enum(['CALLS', 'DATA_ITEMS', 'DECISIONS'])
  .describe('CALLS, DATA_ITEMS delivered or DECISIONS made.');
export type UsageMeasure = z.infer<typeof UsageMeasure>;

const counts = {
  calls: z.int().nonnegative().describe('Operations called, those refused for their number left out.'),
  dataItems: z.int().nonnegative().describe('Data items delivered in packages, repetitions left out.'),
  decisions: z.int().nonnegative().describe('Credit decisions made, repetitions left out.'),
};

/** What one application used in a month. */
export const ApplicationUsage = z
  .strictObject({
    applicationId: ApplicationId.nullable().describe('The application; null for staff at our consoles.'),
    ...counts,
  })
  .meta({ id: 'ApplicationUsage', description: 'Usage of one application in a month.' });
export type ApplicationUsage = z.infer<typeof ApplicationUsage>;

/** What a participant used in a month. */
export const ParticipantUsage = z
  .strictObject({
    participantId: ParticipantId,
    month: Month,
    ...counts,
    applications: z.array(ApplicationUsage).describe('The same by application.'),
  })
  .meta({ id: 'ParticipantUsage', description: 'Usage of one participant in a month, Asia/Shanghai.' });
export type ParticipantUsage = z.infer<typeof ParticipantUsage>;

/** A participant’s own usage together with the limit it works under. */
export const OwnUsage = z
  .strictObject({
    ...ParticipantUsage.shape,
    callsPerMinute: z.int().positive().describe('Calls per minute allowed to the participant, on all nodes.'),
  })
  .meta({ id: 'OwnUsage', description: 'Own usage in a month, and the limit of calls.' });
export type OwnUsage = z.infer<typeof OwnUsage>;

/** Usage of everybody in a month, for whoever writes the bills. */
export const UsageExport = z
  .strictObject({
    operatorId: OperatorId,
    month: Month,
    exportedAt: Instant.describe('When it was read, UTC.'),
    final: z.boolean().describe('True once the month is over in Asia/Shanghai: the figures no longer grow.'),
    entryId: EntryId.describe('Log entry of this export.'),
    participants: z.array(ParticipantUsage).describe('Whoever used anything, by id.'),
  })
  .meta({ id: 'UsageExport', description: 'Usage of all participants in a month.' });
export type UsageExport = z.infer<typeof UsageExport>;
