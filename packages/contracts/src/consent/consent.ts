import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { ApplicationId, ConsentId, OperatorId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { DateRange, Instant, Period } from '../values/index.ts';
import { ConsentEndReason, ConsentInitiator, ConsentPauseReason, ConsentStatus } from './consent-status.ts';
import { DisclosureLevel } from './disclosure.ts';
import { ConsentMode, FetchType } from './fetch-type.ts';
import { Frequency } from './frequency.ts';
import { PurposeCode } from './purpose.ts';

/** A consent as its bank and its owner see it. */
export const Consent = z
  .strictObject({
    consentId: ConsentId,
    operatorId: OperatorId,
    participantId: ParticipantId.describe('The bank that asked.'),
    applicationId: ApplicationId.describe('The application of the bank that asked.'),
    subjectId: SubjectId.nullable().describe('Whose data; null until agreed.'),
    templateId: z.string().describe('Template the request was checked against.'),
    templateVersion: z.int().positive().describe('Its version.'),
    purpose: PurposeCode,
    items: z.array(DataItemId).describe('Data items covered.'),
    disclosure: DisclosureLevel,
    range: DateRange.describe('First and last day of the data, inclusive, Asia/Shanghai.'),
    dataLife: Period.describe('How long the bank may keep the data, ISO 8601 duration.'),
    fetchType: FetchType,
    consentMode: ConsentMode,
    frequency: Frequency.nullable().describe('Most deliveries per period; null without limit.'),
    status: ConsentStatus,
    pausedReason: ConsentPauseReason.nullable().describe('Why it rests; null unless PAUSED.'),
    revision: z.int().nonnegative().describe('Number of changes since the request.'),
    requestedAt: Instant.describe('When the bank asked, UTC.'),
    startsAt: Instant.nullable().describe('When the owner agreed, UTC; null until then.'),
    expiresAt: Instant.nullable().describe('When the consent ends by itself, UTC; null until agreed.'),
    endedAt: Instant.nullable().describe('When it ended, UTC; null while it lasts.'),
    endedReason: ConsentEndReason.nullable().describe('Why it ended; null while it lasts.'),
    endedBy: ConsentInitiator.nullable().describe('Who ended it; null while it lasts.'),
    artefact: z
      .string()
      .nullable()
      .describe('Signed consent artefact, compact JWS (RFC 7515) by the platform; null until agreed.'),
    artefactSm2: z
      .string()
      .nullable()
      .describe(
        'SM2 signature of the same bytes: key id, full stop, DER in base64url; null where that profile is off.',
      ),
  })
  .meta({ id: 'Consent', description: 'A consent of an enterprise to show data to a bank.' });
export type Consent = z.infer<typeof Consent>;
