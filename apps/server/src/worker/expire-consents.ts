import type { ConsentId, ConsentRequestId } from '@xinqiao/contracts';
import { type Database, lockConsentForUpdate, lockConsentRequest } from '@xinqiao/db';
import { changeConsent } from '../consents/change.ts';
import { closeRequest } from '../consents/requests/close-request.ts';
import type { Services } from '../services.ts';
import { eachDue } from './each-due.ts';

/** Most consents and requests ended in one round. */
const BATCH = 100;

type ExpiryServices = Pick<Services, 'clock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin'>;

/**
 * Writes EXPIRED on consents whose time is over, and LAPSED on requests nobody answered. Reads and answers stop at the
 * instant itself, whatever the row says; this makes it visible and puts it in the log.
 *
 * @returns Number of consents and requests dealt with.
 */
export async function expireConsents(services: ExpiryServices, database: Database): Promise<number> {
  const now = services.clock.now();
  const due = await database.transaction({}, async (tx) => ({
    consents: await tx.consent.findMany({
      where: { status: { in: ['ACTIVE', 'PAUSED'] }, expiresAt: { lte: now } },
      select: { id: true },
      take: BATCH,
    }),
    requests: await tx.consentRequest.findMany({
      where: { status: 'PENDING', answerBy: { lte: now } },
      select: { id: true, consentId: true },
      take: BATCH,
    }),
  }));
  return eachDue([
    ...due.consents.map(
      ({ id }) =>
        () =>
          expireConsent(services, database, id as ConsentId, now),
    ),
    ...due.requests.map(({ id, consentId }) => () => {
      const ids = { requestId: id as ConsentRequestId, consentId: consentId as ConsentId };
      return lapse(services, database, { ...ids, now });
    }),
  ]);
}

const expireConsent = (services: ExpiryServices, database: Database, consentId: ConsentId, now: Date) =>
  database.transaction({}, async (tx) => {
    const held = await lockConsentForUpdate(tx, consentId);
    // Another node expired it, or it was ended or prolonged since it was found.
    const living = held?.status === 'ACTIVE' || held?.status === 'PAUSED';
    if (!living || held.expiresAt === null || held.expiresAt > now) return;
    await changeConsent(services, tx, {
      ...{ consentId, held, change: { act: 'EXPIRE', by: 'SYSTEM' }, actor: 'system', reason: 'TERM_OVER' },
    });
  });

interface Lapse {
  readonly requestId: ConsentRequestId;
  readonly consentId: ConsentId;
  readonly now: Date;
}

const lapse = (services: ExpiryServices, database: Database, { requestId, consentId, now }: Lapse) =>
  database.transaction({}, async (tx) => {
    const held = await lockConsentForUpdate(tx, consentId);
    if ((await lockConsentRequest(tx, requestId)) !== 'PENDING') return;
    const request = await tx.consentRequest.findUniqueOrThrow({ where: { id: requestId } });
    // Somebody agreed since it was found, and the others have more time.
    if (request.answerBy > now) return;
    await closeRequest(services, tx, { request, reason: 'LAPSED', actor: 'system' });
    if (request.kind === 'NEW')
      await changeConsent(services, tx, {
        ...{ consentId, held, change: { act: 'EXPIRE', by: 'SYSTEM' }, actor: 'system', requestId },
        reason: 'LINK_OVER',
      });
  });
