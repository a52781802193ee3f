import { z } from 'zod';
import { ContactId, ParticipantId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';
import { MessageLanguage } from './parameter.ts';

export const ContactChannel = z
  .enum(['SMS', 'EMAIL', 'APP'])
  .describe('SMS text message, EMAIL, APP the city’s app.');
export type ContactChannel = z.infer<typeof ContactChannel>;

/** Which office of a participant is meant. */
export const ContactOffice = z
  .enum(['TECHNICAL', 'SECURITY', 'BUSINESS'])
  .describe('TECHNICAL keys and applications, SECURITY incidents, BUSINESS licences and contract.');
export type ContactOffice = z.infer<typeof ContactOffice>;

/** How an office of a participant is reached. The address itself is never shown again. */
export const Contact = z
  .strictObject({
    contactId: ContactId,
    participantId: ParticipantId,
    office: ContactOffice,
    channel: ContactChannel,
    masked: z.string().describe('Address with its middle hidden: `138****1234`, `z***@example.cn`.'),
    language: MessageLanguage,
    since: Instant.describe('When it was given, UTC.'),
  })
  .meta({ id: 'Contact', description: 'How an office of a participant is reached.' });
export type Contact = z.infer<typeof Contact>;
