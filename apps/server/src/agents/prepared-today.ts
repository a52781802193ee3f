import type { LocalizedText } from '@xinqiao/contracts';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { findRequest } from '../consents/requests/question.ts';

/** What an agent prepared today, newest first. */
export async function preparedToday(
  { database, clock }: Pick<AuthorizationServices, 'database' | 'clock'>,
  agentId: string,
): Promise<{ reference: string; bank: LocalizedText; status: string }[]> {
  const rows = await database.transaction({ identityId: agentId }, (tx) =>
    tx.assistance.findMany({
      where: { agentId, day: new Date(clock.today()) },
      orderBy: { preparedAt: 'desc' },
    }),
  );
  return Promise.all(
    rows.map(async ({ requestId }) => {
      const request = await findRequest(database, { requestId });
      if (request === undefined) throw new Error('a preparation without its request');
      const bank = await database.transaction({}, (tx) =>
        tx.participant.findUniqueOrThrow({ where: { id: request.participantId } }),
      );
      return {
        reference: request.reference,
        status: request.status,
        bank: { zh: bank.nameZh, en: bank.nameEn },
      };
    }),
  );
}
