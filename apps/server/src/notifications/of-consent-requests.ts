import { DISCLOSURE_LEVELS, type Instant, type ParticipantId } from '@xinqiao/contracts';
import { type Tx, untoldRequests } from '@xinqiao/db';
import { type Telling, telling } from './telling.ts';

/** What is older was told long ago, in milliseconds: no request can be answered for longer than this. */
const RECENT_MS = 7 * 86_400_000;
/** Most people told in one transaction. */
const BATCH = 50;

/** Where a bank says nothing to compare. */
const NO_WORDS = '—';

/**
 * Everybody who may answer what a bank asks over the back channel (CIBA), and whoever else has to agree once one person
 * has. Who agreed already is not told, nor is who was told or has no address; those who wait longest come first.
 */
export async function askedToConsent(tx: Tx, now: Date): Promise<Telling[]> {
  const since = new Date(now.getTime() - RECENT_MS);
  const template = 'consent-asked';
  const untold = await untoldRequests(tx, {
    ...{ now, since, template, limit: BATCH, disclosures: DISCLOSURE_LEVELS },
  });
  return untold.map(({ requestId, identityId, participantId, requestedAt, answerBy, ...request }) =>
    telling({
      ...{ about: `${requestId} ${identityId}`, topic: requestId, happenedAt: requestedAt, template },
      ...{ audience: { identityId }, askedBy: participantId as ParticipantId },
      parameters: (language) => ({
        bank: { zh: request.nameZh, en: request.nameEn }[language],
        words: request.bindingMessage ?? NO_WORDS,
        until: answerBy.toISOString() as Instant,
      }),
    }),
  );
}
