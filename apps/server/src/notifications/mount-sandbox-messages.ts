import type { ContactChannel, MessageLanguage, MessageStatus } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { FastifyInstance } from 'fastify';
import { show } from '../authorization/pages/layout.ts';
import { languageIn } from '../http/request-language.ts';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { MESSAGES_PATH, messagesPage } from './messages-page.ts';
import { openParameters } from './of-codes.ts';

/** Most messages shown. */
const SHOWN = 50;

/**
 * The page on which the messages of a sandbox are read. Not for any other installation: whoever comes sees them all.
 *
 * @param database Connections as `xinqiao_operator`.
 */
export function mountSandboxMessages(
  app: FastifyInstance,
  database: Database,
  { origin, vault }: { readonly origin: string; readonly vault: PersonalVault },
): void {
  app.get(MESSAGES_PATH, async (request, reply) => {
    const rows = await database.transaction({}, async (tx) => {
      const found = await tx.notification.findMany({ orderBy: { id: 'desc' }, take: SHOWN });
      const opened = [];
      for (const row of found)
        opened.push({
          ...row,
          parameters: await openParameters(vault, tx, row.template, row.params).catch(() => ({})),
        });
      return opened;
    });
    const messages = rows.map((row) => ({
      messageId: row.id,
      template: row.template,
      channel: row.channel as ContactChannel,
      language: row.language as MessageLanguage,
      masked: row.masked,
      parameters: row.parameters,
      status: row.status as MessageStatus,
      reason: row.lastError,
      createdAt: row.createdAt,
    }));
    const language = languageIn(request);
    return show(reply, messagesPage(language, origin, messages));
  });
}
