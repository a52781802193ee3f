import { z } from 'zod';
import { ParticipantId } from '../identifiers/index.ts';
import {
  Contact,
  ContactChannel,
  ContactOffice,
  Message,
  MessageLanguage,
  MessageStatus,
} from '../notifications/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

const Contacts = z
  .strictObject({ items: z.array(Contact).describe('One for each office and channel at most.') })
  .meta({ id: 'Contacts', description: 'How the offices of a participant are reached.' });

export const setContact = operation({
  name: 'contacts.set',
  method: 'POST',
  path: '/v1/participants/{participantId}/contacts',
  summary: {
    zh: '登记参与方某岗位的联系方式，取代此前的登记',
    en: 'Say how an office of a participant is reached, instead of what was said before',
  },
  // Admitting for participants, staff for the operator itself: who is warned about admission is not hers to say.
  scope: 'participants:read',
  input: z.strictObject({
    participantId: ParticipantId,
    office: ContactOffice,
    channel: ContactChannel,
    address: z
      .string()
      .min(1)
      .max(254)
      .describe(
        'SMS: mainland mobile number, 11 digits, with or without +86. EMAIL: address alone. APP: its id there. Of an office, not of a private person.',
      ),
    language: MessageLanguage.default('zh').describe('Language of its messages; default zh.'),
  }),
  output: Contact,
  status: 201,
  errors: ['PARTICIPANT_NOT_FOUND', 'RECIPIENT_INVALID'],
});

export const listContacts = operation({
  name: 'contacts.list',
  method: 'GET',
  path: '/v1/participants/{participantId}/contacts',
  summary: { zh: '列出参与方的联系方式', en: 'List how the offices of a participant are reached' },
  scope: 'participants:read',
  input: z.strictObject({ participantId: ParticipantId }),
  output: Contacts,
  errors: ['PARTICIPANT_NOT_FOUND'],
});

export const endContact = operation({
  name: 'contacts.end',
  method: 'POST',
  path: '/v1/participants/{participantId}/contacts/end',
  summary: {
    zh: '停用参与方某岗位的联系方式',
    en: 'Reach an office of a participant no longer this way; the same where it was not',
  },
  // Admitting for participants, staff for the operator itself: who is warned about admission is not hers to say.
  scope: 'participants:read',
  input: z.strictObject({ participantId: ParticipantId, office: ContactOffice, channel: ContactChannel }),
  output: Contacts,
  errors: ['PARTICIPANT_NOT_FOUND'],
});

export const listMessages = operation({
  name: 'messages.list',
  method: 'GET',
  path: '/v1/messages',
  summary: {
    zh: '列出发给人员的消息及其发送结果',
    en: 'List messages to people and whether they left, newest first',
  },
  scope: 'participants:read',
  input: z.strictObject({
    ...PageInput.shape,
    participantId: ParticipantId.optional().describe('Only those for its offices.'),
    status: MessageStatus.optional().describe('Only those that stand so.'),
  }),
  output: page(Message, 'MessagePage'),
});
