import { z } from 'zod';
import { NotificationId, ParticipantId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';
import { ContactChannel } from './contact.ts';
import { MessageLanguage } from './parameter.ts';
import { MESSAGE_TEMPLATE_NAMES } from './template.ts';

export const MessageStatus = z
  .enum(['QUEUED', 'SENT', 'FAILED', 'SUPPRESSED'])
  .describe('QUEUED to be sent, SENT handed over, FAILED given up, SUPPRESSED held back by a limit.');
export type MessageStatus = z.infer<typeof MessageStatus>;

/** A message to a person, as the operator sees it: whether it left, not whom it reached. */
export const Message = z
  .strictObject({
    messageId: NotificationId,
    template: z.enum(MESSAGE_TEMPLATE_NAMES).describe('Kind of message.'),
    channel: ContactChannel,
    language: MessageLanguage,
    masked: z.string().describe('Address with its middle hidden.'),
    participantId: ParticipantId.nullable().describe('Participant whose office it is for; null for persons.'),
    status: MessageStatus,
    reason: z
      .string()
      .nullable()
      .describe(
        'Why it was held back or last failed: a code such as DAILY_LIMIT or HTTP_503; null for none.',
      ),
    attempts: z.int().nonnegative().describe('Times it was tried.'),
    createdAt: Instant.describe('When it was queued, UTC.'),
    sentAt: Instant.nullable().describe('When it was handed over, UTC; null until then.'),
  })
  .meta({ id: 'Message', description: 'A message to a person.' });
export type Message = z.infer<typeof Message>;
