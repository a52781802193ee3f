import { PlatformError } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import type { Outbound } from '../../outbound/open-outbound.ts';
import type { Services } from '../../services.ts';
import type { Round } from '../../worker/worker.ts';
import { lockApplication } from '../act-on-application.ts';
import { applyKeySet, refusedText } from './apply-key-set.ts';
import { isOvertaken, readKeySet } from './read-key-set.ts';

type KeySetServices = Pick<
  Services,
  'clock' | 'tokenClock' | 'newId' | 'operatorId' | 'sha256' | 'logOrigin' | 'logger'
>;

/** Addresses read at the same time; each takes at most 10 s. */
const AT_ONCE = 8;
/** How often each address is read, in milliseconds. */
export const KEY_SETS_EVERY_MS = 300_000;
/** One reading may be of a copy that is behind: a key ends when a second one, this much later, lacks it too. */
const PATIENCE_MS = 60_000;

/**
 * Reads every registered address of keys anew. A failure is noted and changes nothing else: the keys stay in force
 * until the last good reading is 24 h old, and come back with the next one.
 *
 * @param everyMs An address read more recently than half of this, by whichever node, is left out.
 * @returns Number of addresses read.
 */
export async function refreshKeySets(
  services: KeySetServices,
  database: Database,
  outbound: Outbound,
  everyMs: number,
): Promise<number> {
  const due = await database.transaction({}, (tx) =>
    tx.application.findMany({
      where: {
        ...{ jwksUri: { not: null }, identityId: null },
        OR: [
          { jwksFetchedAt: null },
          { jwksFetchedAt: { lte: new Date(services.tokenClock.now().getTime() - everyMs / 2) } },
        ],
      },
      select: { id: true, jwksUri: true, jwksFetchedAt: true },
    }),
  );
  const queue = [...due];
  const reader = async () => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      await refresh(services, database, outbound, { ...next, jwksUri: next.jwksUri ?? '' });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return due.length;
}

async function refresh(
  services: KeySetServices,
  database: Database,
  outbound: Outbound,
  before: { readonly id: string; readonly jwksUri: string; readonly jwksFetchedAt: Date | null },
): Promise<void> {
  const { id, jwksUri, jwksFetchedAt } = before;
  try {
    const reading = await readKeySet({ ...services, outbound }, before, jwksUri);
    await database.transaction({}, async (tx) => {
      await lockApplication(tx, id);
      const application = await tx.application.findUniqueOrThrow({ where: { id }, include: { keys: true } });
      // Its owner named another address meanwhile, or had this one read.
      if (application.jwksUri !== jwksUri || isOvertaken(reading, before, application)) return;
      const change = await applyKeySet(tx, application, application.keys, reading, PATIENCE_MS);
      const { registered, ended, refused } = change;
      await tx.application.updateMany({
        where: { id },
        data: { jwksFetchedAt: reading.began, jwksError: refusedText(refused) },
      });
      const log = (
        kind: 'KEY_REGISTERED' | 'KEY_REVOKED',
        key: { readonly kid: string; readonly thumbprint: string },
        facts: object,
      ) =>
        appendEntry(services, tx, {
          ...{ kind, actor: 'system', subjectId: null, consentId: null },
          participantId: application.participantId as never,
          detail: { applicationId: id, kid: key.kid, thumbprint: key.thumbprint, ...facts },
        });
      for (const key of registered) await log('KEY_REGISTERED', key, { source: 'URL' });
      for (const key of ended) await log('KEY_REVOKED', key, { reason: 'ROTATED' });
    });
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const { reason } = error.details;
    const jwksError = typeof reason === 'string' ? `${error.code}: ${reason}` : error.code;
    await database.transaction({}, (tx) =>
      tx.application.updateMany({ where: { id, jwksUri, jwksFetchedAt }, data: { jwksError } }),
    );
  }
}

/** The same as a round of the worker. */
export const keySetRound = (
  services: KeySetServices,
  database: Database,
  outbound: Outbound,
  everyMs = KEY_SETS_EVERY_MS,
): Round => ({
  name: 'key-sets',
  pauseMs: everyMs,
  async run() {
    await refreshKeySets(services, database, outbound, everyMs);
    return 0;
  },
});
