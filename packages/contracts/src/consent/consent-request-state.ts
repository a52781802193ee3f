import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { ApplicationId, ConsentId, ConsentRequestId } from '../identifiers/index.ts';
import { DateRange, Instant, Period } from '../values/index.ts';
import { ConsentRequestKind, ConsentRequestStatus } from './consent-status.ts';
import { DisclosureLevel } from './disclosure.ts';
import { ConsentMode, FetchType } from './fetch-type.ts';
import { Frequency } from './frequency.ts';
import { PurposeCode } from './purpose.ts';

/** What a bank asked, and how far the answer is. Who was asked and who agreed, it does not say. */
export const ConsentRequestState = z
  .strictObject({
    requestId: ConsentRequestId,
    consentId: ConsentId.describe('The consent that came of it, or that it would change.'),
    applicationId: ApplicationId.describe('The application of the bank that asked.'),
    kind: ConsentRequestKind,
    channel: z
      .enum(['CODE', 'BACKCHANNEL'])
      .describe('CODE a link (RFC 9126), BACKCHANNEL asked on the owner’s own device (CIBA).'),
    status: ConsentRequestStatus,
    reference: z.string().describe('Eight letters and digits to say and type at a counter.'),
    templateId: z.string().describe('Template the request was checked against.'),
    templateVersion: z.int().positive().describe('Its version.'),
    purpose: PurposeCode,
    items: z.array(DataItemId).describe('Data items asked for.'),
    optionalItems: z.array(DataItemId).describe('Data items the owner may add.'),
    disclosure: DisclosureLevel,
    range: DateRange.describe('First and last day of the data, inclusive, Asia/Shanghai.'),
    validity: Period.describe('How long it shall last once agreed, ISO 8601 duration.'),
    dataLife: Period.describe('How long the bank may keep the data, ISO 8601 duration.'),
    fetchType: FetchType,
    consentMode: ConsentMode,
    frequency: Frequency.nullable().describe('Most deliveries per period; null without limit.'),
    approvals: z
      .strictObject({
        given: z.int().nonnegative().describe('How many people have agreed so far.'),
        required: z
          .int()
          .positive()
          .nullable()
          .describe('How many must; null until the first has agreed, or nobody did.'),
      })
      .describe('How many agreed, where the enterprise has several people decide.'),
    requestedAt: Instant.describe('When the bank asked, UTC.'),
    answerBy: Instant.describe('Until when it may be answered, UTC.'),
    answeredAt: Instant.nullable().describe('When it was answered or closed, UTC; null while it waits.'),
  })
  .meta({ id: 'ConsentRequestState', description: 'What a bank asked, and how far the answer is.' });
export type ConsentRequestState = z.infer<typeof ConsentRequestState>;
