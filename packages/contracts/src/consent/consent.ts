import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { ApplicationId, ConsentId, OperatorId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { DateRange, Instant, Period } from '../values/index.ts';
import { ConsentEndReason, ConsentInitiator, ConsentStatus } from './consent-status.ts';
import { DisclosureLevel } from './disclosure.ts';
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
    status: ConsentStatus,
    revision: z.int().nonnegative().describe('Number of changes of status since the request.'),
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
  })
  .meta({ id: 'Consent', description: 'A consent of an enterprise to show data to a bank.' });
export type Consent = z.infer<typeof Consent>;

/**
 * Payload of the signed consent artefact: what the owner agreed to, word for word.
 * Field names follow the Account Aggregator artefact of ReBIT and the receipt of ISO/IEC TS 27560.
 */
export const ConsentArtefact = z
  .strictObject({
    version: z.literal(1).describe('Version of this shape.'),
    operatorId: OperatorId,
    consentId: ConsentId,
    revision: z.int().positive().describe('Revision of the consent this artefact states.'),
    consentStart: Instant.describe('When the owner agreed, UTC.'),
    consentExpiry: Instant.describe('When the consent ends by itself, UTC.'),
    customer: z
      .strictObject({ subjectId: SubjectId, name: z.string().describe('Registered name.') })
      .describe('The enterprise whose data is shown.'),
    dataConsumer: z
      .strictObject({
        participantId: ParticipantId,
        name: z.string().describe('Name of the bank shown on the page.'),
      })
      .describe('The bank that may read.'),
    purpose: z
      .strictObject({ code: PurposeCode, text: z.string().describe('Purpose as shown to the owner.') })
      .describe('What the data may be used for.'),
    dataItems: z.array(DataItemId).describe('Data items covered.'),
    disclosure: DisclosureLevel,
    range: DateRange.describe('First and last day of the data, inclusive, Asia/Shanghai.'),
    dataLife: Period.describe('How long the bank may keep the data, ISO 8601 duration.'),
    fetchType: z.enum(['ONETIME', 'PERIODIC']).describe('ONETIME one package, PERIODIC several.'),
    template: z
      .strictObject({
        templateId: z.string().describe('Template asked under.'),
        version: z.int().positive().describe('Its version.'),
      })
      .describe('Fair-use rules the request was checked against.'),
    noticeHash: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/)
      .describe('SHA-256 of the exact text of the page the owner agreed to, base64url.'),
    noticeLanguage: z.enum(['zh-CN', 'en']).describe('Language of that page.'),
  })
  .meta({ id: 'ConsentArtefact', description: 'Payload of the signed consent artefact.' });
export type ConsentArtefact = z.infer<typeof ConsentArtefact>;
