import { z } from 'zod';
import { DataItemId } from '../data-items/index.ts';
import { ConsentId, OperatorId, ParticipantId, SubjectId } from '../identifiers/index.ts';
import { DateRange, Instant, Sha256Digest } from '../values/index.ts';
import { DisclosureLevel } from './disclosure.ts';
import { ConsentMode, FetchType } from './fetch-type.ts';
import { Frequency } from './frequency.ts';
import { PurposeCategory, PurposeCode } from './purpose.ts';

const NoticeHash = Sha256Digest.describe(
  'SHA-256 of the exact text of the page the person agreed to, base64url.',
);
const NoticeLanguage = z.enum(['zh-CN', 'en']).describe('Language of that page.');
/** Closed lists of codes that other schemas keep; here they are stated as they were. */
const Code = z.string().regex(/^[A-Z][A-Z0-9_]{1,63}$/);

/** One person who agreed. */
export const ArtefactApproval = z
  .strictObject({
    person: z
      .string()
      .min(1)
      .max(100)
      .describe('Who agreed: a pseudonym, the same in all papers of this bank and another at the next.'),
    capacity: Code.describe('In which capacity, e.g. LEGAL_REPRESENTATIVE.'),
    approvedAt: Instant.describe('When she agreed, UTC.'),
    noticeHash: NoticeHash,
    noticeLanguage: NoticeLanguage,
    confirmation: Code.optional().describe(
      'Where an agent prepared it, how she confirmed: OWN_DEVICE, or ONE_TIME_CODE read out at the counter.',
    ),
  })
  .meta({ id: 'ArtefactApproval', description: 'One person who agreed to a consent.' });
export type ArtefactApproval = z.infer<typeof ArtefactApproval>;

/** That an agent prepared the request (代办/帮办). */
export const ArtefactAssistance = z
  .strictObject({
    agent: z.string().min(1).max(100).describe('The agent, by her number or pseudonym.'),
    place: z
      .strictObject({
        code: z.string().min(1).max(40).describe('Code of the service point (代办点).'),
        name: z.string().min(1).max(100).describe('Its name.'),
      })
      .describe('Where it was prepared.'),
    presence: Code.describe('How the agent knew that the owner was there.'),
    confirmation: Code.describe(
      'How it was confirmed: ONE_TIME_CODE where anybody read out a code at the counter, otherwise OWN_DEVICE.',
    ),
  })
  .meta({
    id: 'ArtefactAssistance',
    description: 'That an agent prepared a consent, and how it was confirmed.',
  });
export type ArtefactAssistance = z.infer<typeof ArtefactAssistance>;

/**
 * Payload of the signed consent artefact: what was agreed to, word for word.
 * Members that the Account Aggregator artefact of ReBIT has keep its names, capitals included; the others follow the
 * receipt of ISO/IEC TS 27560.
 */
export const ConsentArtefact = z
  .strictObject({
    version: z.literal(2).describe('Version of this shape.'),
    operatorId: OperatorId,
    consentId: ConsentId,
    revision: z.int().positive().describe('Revision of the consent this artefact states.'),
    consentStart: Instant.describe('When the consent began, UTC.'),
    consentExpiry: Instant.describe('When the consent ends by itself, UTC.'),
    consentMode: ConsentMode,
    fetchType: FetchType,
    Customer: z
      .strictObject({ subjectId: SubjectId, name: z.string().describe('Registered name.') })
      .describe('The enterprise whose data is shown.'),
    DataConsumer: z
      .strictObject({
        participantId: ParticipantId,
        name: z.string().describe('Name of the bank shown on the page.'),
      })
      .describe('The bank that may read.'),
    Purpose: z
      .strictObject({
        code: PurposeCode,
        text: z.string().describe('Purpose as shown to the owner.'),
        category: PurposeCategory,
      })
      .describe('What the data may be used for.'),
    dataItems: z.array(DataItemId).min(1).describe('Data items covered.'),
    disclosure: DisclosureLevel,
    FIDataRange: DateRange.describe('First and last day of the data, inclusive, Asia/Shanghai.'),
    DataLife: z
      .strictObject({
        unit: z.enum(['DAY', 'MONTH', 'YEAR']).describe('Unit of time.'),
        value: z.int().positive().describe('How many of them.'),
      })
      .describe('How long the bank may keep what it read.'),
    Frequency: Frequency.nullable().describe('How often the bank may read; null without limit.'),
    template: z
      .strictObject({
        templateId: z.string().describe('Template asked under.'),
        version: z.int().positive().describe('Its version.'),
      })
      .describe('Fair-use rules the request was checked against.'),
    noticeHash: NoticeHash,
    noticeLanguage: NoticeLanguage,
    approvals: z.array(ArtefactApproval).min(1).describe('Everybody who agreed, in order.'),
    assistance: ArtefactAssistance.optional().describe('The agent who prepared it; absent where none did.'),
  })
  .meta({ id: 'ConsentArtefact', description: 'Payload of the signed consent artefact.' });
export type ConsentArtefact = z.infer<typeof ConsentArtefact>;
