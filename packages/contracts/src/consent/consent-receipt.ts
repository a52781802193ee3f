import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { ConsentId, EntryId, OperatorId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { DateRange, Instant, LocalizedText, Period, Sha256Digest } from '../values/index.ts';
import { ArtefactApproval, ArtefactAssistance } from './consent-artefact.ts';
import {
  ConsentAct,
  ConsentEndReason,
  ConsentInitiator,
  ConsentPauseReason,
  ConsentStatus,
} from './consent-status.ts';
import { DisclosureLevel } from './disclosure.ts';
import { ConsentMode, FetchType } from './fetch-type.ts';
import { Frequency } from './frequency.ts';
import { PurposeCategory, PurposeCode } from './purpose.ts';

/** JWS `typ` of a signed receipt; a key of purpose CONSENT_RECEIPT signs it. */
export const CONSENT_RECEIPT_TYPE = 'xinqiao-consent-receipt+jwt';

/** What happened to a consent, as a receipt names it. */
export const ConsentReceiptAct = ConsentAct.exclude(['REJECT']).describe(
  'GRANT agreed, AMEND changed, RENEW prolonged, PAUSE, RESUME, REVOKE stopped, EXPIRE over.',
);
export type ConsentReceiptAct = z.infer<typeof ConsentReceiptAct>;

/**
 * Payload of the receipt that is written at every change of a consent: record, processing, parties and event as in
 * ISO/IEC TS 27560:2023. It names people by the pseudonyms of the bank's log.
 */
export const ConsentReceipt = z
  .strictObject({
    version: z.literal(1).describe('Version of this shape.'),
    schemaVersion: z
      .literal('ISO/IEC TS 27560:2023')
      .describe('Specification that the fields are taken from (schema_version).'),
    receiptNumber: z
      .string()
      .min(1)
      .max(60)
      .describe('Number of the receipt (record_id): the consent’s id without prefix, hyphen, revision.'),
    issuedAt: Instant.describe('When the receipt was written, UTC.'),
    operatorId: OperatorId.describe('Operator of the platform that wrote it.'),
    consentId: ConsentId,
    revision: z.int().positive().describe('Revision of the consent it is about.'),
    event: z
      .strictObject({
        act: ConsentReceiptAct,
        status: ConsentStatus.describe('Where the consent stood afterwards (event_state).'),
        by: ConsentInitiator,
        reason: z
          .union([ConsentEndReason, ConsentPauseReason])
          .nullable()
          .describe('Why it ended or rests; null where it goes on.'),
        at: Instant.describe('When it happened, UTC (event_time).'),
        changed: z
          .array(z.string().max(40))
          .describe('Attributes that changed, by their names in the consent.'),
        entryId: EntryId.describe('Entry of the access log that records it.'),
      })
      .describe('What happened.'),
    piiPrincipal: z
      .strictObject({ subjectId: SubjectId, name: z.string().describe('Registered name.') })
      .describe('Whose data (pii_principal_id).'),
    piiController: z
      .strictObject({ participantId: ParticipantId, name: LocalizedText.describe('Its name.') })
      .describe('The bank that may read (pii_controllers).'),
    purpose: z
      .strictObject({
        code: PurposeCode,
        text: LocalizedText.describe('Purpose in words.'),
        category: PurposeCategory,
        lawfulBasis: z.literal('CONSENT').describe('On what the processing rests (lawful_basis).'),
        reference: LocalizedText.describe('Law it rests on.'),
      })
      .describe('What the data may be used for.'),
    dataItems: z
      .array(z.strictObject({ item: DataItemId, name: LocalizedText.describe('Its name.') }))
      .min(1)
      .describe('Data items covered (pii_information).'),
    disclosure: DisclosureLevel,
    range: DateRange.describe('First and last day of the data, inclusive, Asia/Shanghai.'),
    fetchType: FetchType,
    consentMode: ConsentMode,
    frequency: Frequency.nullable().describe('Most deliveries per period; null without limit.'),
    dataLife: Period.describe('How long the bank may keep what it read (retention_period).'),
    startsAt: Instant.describe('When the consent began, UTC.'),
    expiresAt: Instant.describe('When it ends by itself, UTC (validity_duration).'),
    notice: z
      .strictObject({
        hash: Sha256Digest.describe('SHA-256 of the exact text of the page, base64url (privacy_notice).'),
        language: z.enum(['zh-CN', 'en']).describe('Its language.'),
      })
      .describe('The words that were agreed to.'),
    approvals: z.array(ArtefactApproval).min(1).describe('Everybody who agreed, in order.'),
    assistance: ArtefactAssistance.optional().describe('The agent who prepared it; absent where none did.'),
    artefactHash: Sha256Digest.describe(
      'SHA-256 of the signed artefact (compact JWS) it rests on, base64url.',
    ),
    withdrawalUrl: z.url().describe('Where the owner pauses or stops it (withdrawal_method).'),
    rightsUrl: z.url().describe('Where she objects or complains (privacy_rights).'),
    jurisdiction: z.literal('CN').describe('Law that applies (jurisdictions).'),
  })
  .meta({ id: 'ConsentReceipt', description: 'Payload of the signed receipt of a change of a consent.' });
export type ConsentReceipt = z.infer<typeof ConsentReceipt>;
