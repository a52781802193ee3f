import { z } from 'zod';
import { ConsentId, EventId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { Light } from '../participants/licence.ts';
import { Instant } from '../values/index.ts';

/** How a consent stopped. PAUSED may go on again; the others are final. */
export const ConsentStopKind = z
  .enum(['PAUSED', 'REVOKED', 'EXPIRED'])
  .describe('PAUSED it rests, REVOKED one side ended it, EXPIRED its time was over.');
export type ConsentStopKind = z.infer<typeof ConsentStopKind>;

/** Revision of a consent in a path: text there, a number everywhere else. */
export const StopRevision = z.coerce
  .number()
  .int()
  .positive()
  .describe('Revision with which the consent stopped, as in the event of the stop.');

/** That a consent stopped, and what its bank said to that. */
export const ConsentStop = z
  .strictObject({
    consentId: ConsentId,
    revision: z.int().positive().describe('Revision with which the consent stopped.'),
    participantId: ParticipantId.describe('The bank that may read no longer.'),
    subjectId: SubjectId.nullable().describe('Whose data.'),
    kind: ConsentStopKind,
    eventId: EventId.describe('Event that told the bank.'),
    stoppedAt: Instant.describe('From here on nothing was delivered, UTC; `time` of the event.'),
    toldAt: Instant.nullable().describe(
      'When the bank first had the event: its endpoint took it, or it read it; UTC, null until then.',
    ),
    acknowledgedAt: Instant.nullable().describe(
      'When its signed acknowledgement was recorded, UTC; null until then.',
    ),
    deletionDueAt: Instant.nullable().describe(
      'Until when the bank may keep what it read, UTC; null where nothing was read or the consent only rests.',
    ),
    attestedAt: Instant.nullable().describe(
      'When its signed attestation of deletion was recorded, UTC; null until then.',
    ),
    light: Light.describe(
      'GREEN nothing is overdue; YELLOW no acknowledgement after an hour, or no attestation when it is due; RED after a day, or a week past the due date.',
    ),
  })
  .meta({ id: 'ConsentStop', description: 'That a consent stopped, and what its bank said to that.' });
export type ConsentStop = z.infer<typeof ConsentStop>;

/** How one bank answers when consents stop: for the regulator. */
export const StopStanding = z
  .strictObject({
    participantId: ParticipantId,
    stops: z.int().nonnegative().describe('Stops of the last 30 days.'),
    acknowledged: z.int().nonnegative().describe('Of these, how many it acknowledged.'),
    acknowledgedSecondsP99: z
      .number()
      .nonnegative()
      .nullable()
      .describe('Of these, seconds from stop to acknowledgement that 99 of 100 kept; null without any.'),
    waiting: z
      .strictObject({
        green: z.int().nonnegative().describe('Not acknowledged, within an hour.'),
        yellow: z.int().nonnegative().describe('Not acknowledged after an hour.'),
        red: z.int().nonnegative().describe('Not acknowledged after a day.'),
        oldest: Instant.nullable().describe('Oldest stop not acknowledged, UTC; null without any.'),
      })
      .describe('Stops it has not acknowledged, however old.'),
    deletions: z
      .strictObject({
        due: z.int().nonnegative().describe('Attestations that are not due yet.'),
        yellow: z.int().nonnegative().describe('Due, and at most a week past it.'),
        red: z.int().nonnegative().describe('More than a week overdue.'),
        oldest: Instant.nullable().describe('Earliest due date not attested, UTC; null without any.'),
      })
      .describe('Deletions it has not attested, however old.'),
    light: Light.describe('The worst of them.'),
  })
  .meta({ id: 'StopStanding', description: 'How one bank answers when consents stop.' });
export type StopStanding = z.infer<typeof StopStanding>;
