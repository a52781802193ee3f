import type { Message } from '@xinqiao/contracts';
import type { NotificationRow } from '@xinqiao/db';
import { cutPage, pageArguments } from '../http/list-page.ts';
import type { Handler } from '../http/run-operation.ts';

/** What became of the messages to people. */
export const listMessages: Handler<'messages.list'> = async ({ services, principal }, input) => {
  const { limit, status, participantId } = input;
  const where = { ...(status && { status }), ...(participantId && { participantId }) };
  const rows = await services.operatorDatabase.transaction({ participantId: principal.participantId }, (tx) =>
    tx.notification.findMany({ ...pageArguments(input), where }),
  );
  return cutPage(rows, limit, messageView);
};

const messageView = (row: NotificationRow): Message =>
  ({
    messageId: row.id,
    template: row.template,
    channel: row.channel,
    language: row.language,
    masked: row.masked,
    participantId: row.participantId,
    status: row.status,
    reason: row.lastError,
    attempts: row.attempts,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  }) as Message;
