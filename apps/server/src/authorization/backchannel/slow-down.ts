import type { Database } from '@xinqiao/db';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Clock } from '../../clock.ts';
import { CIBA_GRANT } from './ciba.ts';

/** Least time between two questions of a bank about one request (CIBA Core §7.3), in seconds. */
export const INTERVAL_SECONDS = 5;
/** Longest it grows to, in seconds. */
const LONGEST_INTERVAL_SECONDS = 60;
/** Clocks and networks are not exact, in milliseconds. */
const TOLERANCE_MS = 500;
/** How long the last question is remembered, in milliseconds. */
const REMEMBERED_MS = 3_600_000;

const MODEL = 'BackchannelPolling';

/**
 * Runs around the token endpoint: a bank that asks about a waiting request before its time hears `slow_down` and waits
 * five seconds longer from then on (CIBA Core §11). Counted in the database, so that no node is a way around it.
 */
export const slowDown =
  ({ clock, database }: { readonly clock: Clock; readonly database: Database }) =>
  async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    await next();
    const { params, route } = ctx.oidc ?? {};
    const body = ctx.body as { error?: string } | undefined;
    if (route !== 'token' || params?.grant_type !== CIBA_GRANT || body?.error !== 'authorization_pending')
      return;
    if (await tooSoon(database, clock, String(params.auth_req_id)))
      ctx.body = { error: 'slow_down', error_description: 'wait five seconds longer each time' };
  };

/** Notes that a request was asked about, and says whether that was too soon. */
function tooSoon(database: Database, clock: Clock, id: string): Promise<boolean> {
  const now = clock.now().getTime();
  return database.transaction({}, async (tx) => {
    const where = { model_id: { model: MODEL, id } };
    const row = await tx.oidcPayload.findUnique({ where });
    const last = row?.payload as { at: number; interval: number } | undefined;
    const soon = last !== undefined && now < last.at + last.interval * 1000 - TOLERANCE_MS;
    const interval = Math.min(
      LONGEST_INTERVAL_SECONDS,
      (last?.interval ?? INTERVAL_SECONDS) + (soon ? INTERVAL_SECONDS : 0),
    );
    const data = { payload: { at: now, interval }, expiresAt: new Date(now + REMEMBERED_MS) };
    await tx.oidcPayload.upsert({ where, create: { model: MODEL, id, ...data }, update: data });
    return soon;
  });
}
