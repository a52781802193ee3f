import type { ParticipantId } from '@xinqiao/contracts';
import { type Database, takeLock } from '@xinqiao/db';
import { nextAttemptAt } from '../../events/retry-schedule.ts';
import type { Outbound } from '../../outbound/open-outbound.ts';
import type { Services } from '../../services.ts';
import type { Round } from '../../worker/worker.ts';

const MODEL = 'BackchannelPing';
/** Model of the requests themselves, where the token for the bank’s endpoint stands. */
const REQUEST_MODEL = 'BackchannelAuthenticationRequest';
/** Most requests looked at in one transaction. */
const PAGE = 200;
/** How long a node has for one attempt before another takes over, in milliseconds; well above the time limit. */
const LEASE_MS = 60_000;
const TIMEOUT_MS = 10_000;
const MAX_RESPONSE_BYTES = 16 * 1024;

/** A bank that waits to be told of an answer. */
interface Waiting {
  readonly participantId: ParticipantId;
  readonly applicationId: string;
  readonly attempts: number;
  /** Not to be sent before, in milliseconds since 1970. */
  readonly notBefore: number;
  /** First attempt, in milliseconds since 1970; null before it. */
  readonly dueSince: number | null;
}

type PingServices = Pick<Services, 'clock' | 'logger'> & {
  /** Connections as `xinqiao_authorization`. */
  readonly database: Database;
  readonly outbound: Outbound;
};

/** Notes that a bank wants to be told of the answer to a request, for as long as the request is known. */
export async function awaitPing(
  { database, clock }: Pick<PingServices, 'database' | 'clock'>,
  id: string,
  of: Pick<Waiting, 'participantId' | 'applicationId'>,
  answerSeconds: number,
): Promise<void> {
  const now = clock.now().getTime();
  const waiting: Waiting = { ...of, attempts: 0, notBefore: now, dueSince: null };
  const expiresAt = new Date(now + answerSeconds * 1000 + KEPT_MS);
  await database.transaction({}, (tx) =>
    tx.oidcPayload.create({ data: { model: MODEL, id, payload: { ...waiting }, expiresAt } }),
  );
}
/** As long as the request itself is kept after its time, in milliseconds. */
const KEPT_MS = 4 * 86_400_000;

/**
 * Tells banks that a decoupled request was answered or lapsed (CIBA Core §10.2), through the guarded way out. The owner’s
 * page has nothing to do with it: what became of the request is read from its own row, and a bank that cannot be reached
 * is tried again for 72 hours.
 *
 * @param clock The real time.
 * @param random A number from 0 up to, but without, 1.
 */
export const pingRound = (services: PingServices, random: () => number): Round => ({
  name: 'ping',
  pauseMs: 1_000,
  async run() {
    const claimed = await claimAnswered(services);
    await Promise.all(claimed.map((ping) => attempt(services, ping, random)));
    return 0;
  },
});

interface Claimed extends Waiting {
  readonly id: string;
  readonly dueSince: number;
}

async function claimAnswered(services: PingServices): Promise<Claimed[]> {
  const claimed: Claimed[] = [];
  for (let after = ''; ; ) {
    const page = await waitingAfter(services, after);
    if (page.length > 0) claimed.push(...(await claim(services, await answeredOf(services, page))));
    if (page.length < PAGE) return claimed;
    after = page.at(-1)?.id ?? '';
  }
}

const waitingAfter = ({ database, clock }: PingServices, after: string) =>
  database.transaction({}, (tx) =>
    tx.oidcPayload.findMany({
      where: {
        ...{ model: MODEL, id: { gt: after } },
        payload: { path: ['notBefore'], lte: clock.now().getTime() },
      },
      orderBy: { id: 'asc' },
      take: PAGE,
    }),
  );

/** Those whose request does not wait any more. */
async function answeredOf(
  { database }: PingServices,
  page: readonly { readonly id: string; readonly payload: unknown }[],
): Promise<string[]> {
  const byBank = Map.groupBy(page, ({ payload }) => (payload as Waiting).participantId);
  const found = await Promise.all(
    [...byBank].map(([participantId, rows]) =>
      database.transaction({ participantId }, (tx) =>
        tx.consentRequest.findMany({
          where: { handle: { in: rows.map(({ id }) => id) }, status: { not: 'PENDING' } },
          select: { handle: true },
        }),
      ),
    ),
  );
  return found.flat().map(({ handle }) => handle);
}

/** Takes them for this node: another that looks meanwhile finds them taken. */
const claim = ({ database, clock }: PingServices, ids: readonly string[]): Promise<Claimed[]> =>
  database.transaction({}, async (tx) => {
    if (ids.length === 0) return [];
    await takeLock(tx, 'backchannel pings');
    const now = clock.now().getTime();
    const rows = await tx.oidcPayload.findMany({
      where: { model: MODEL, id: { in: [...ids] }, payload: { path: ['notBefore'], lte: now } },
    });
    const claimed: Claimed[] = [];
    for (const { id, payload } of rows) {
      const waiting = payload as unknown as Waiting;
      const next = {
        ...waiting,
        ...{ attempts: waiting.attempts + 1, notBefore: now + LEASE_MS, dueSince: waiting.dueSince ?? now },
      };
      await tx.oidcPayload.update({ where: { model_id: { model: MODEL, id } }, data: { payload: next } });
      claimed.push({ ...next, id });
    }
    return claimed;
  });

async function attempt(services: PingServices, ping: Claimed, random: () => number): Promise<void> {
  const { database, clock, logger } = services;
  const where = { model_id: { model: MODEL, id: ping.id } };
  const error = await send(services, ping);
  const { id: _id, ...waiting } = ping;
  const failedAt = clock.now();
  const next =
    error === undefined ? undefined : nextAttemptAt(ping.attempts, new Date(ping.dueSince), failedAt, random);
  await database.transaction({}, (tx) =>
    next === undefined
      ? tx.oidcPayload.delete({ where })
      : tx.oidcPayload.update({ where, data: { payload: { ...waiting, notBefore: next.getTime() } } }),
  );
  if (error !== undefined)
    logger.warn(
      { applicationId: ping.applicationId, error, attempts: ping.attempts },
      'bank not told of an answer',
    );
}

/** @returns Why the bank was not told; undefined when it was, or when nothing is left to tell it of. */
async function send(
  { database, outbound }: PingServices,
  { id, applicationId }: Claimed,
): Promise<string | undefined> {
  const { url, token } = await database.transaction({}, async (tx) => {
    const application = await tx.application.findUnique({ where: { id: applicationId } });
    const request = await tx.oidcPayload.findUnique({ where: { model_id: { model: REQUEST_MODEL, id } } });
    const { params } = (request?.payload ?? {}) as { params?: { client_notification_token?: string } };
    return { url: application?.notificationUri, token: params?.client_notification_token };
  });
  if (url == null || token === undefined) return undefined;
  try {
    const { status } = await outbound.request({
      ...{ url, method: 'POST', maxResponseBytes: MAX_RESPONSE_BYTES, timeoutMs: TIMEOUT_MS },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify({ auth_req_id: id })),
    });
    return status >= 200 && status < 300 ? undefined : `STATUS_${status}`;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'FAILED';
  }
}
