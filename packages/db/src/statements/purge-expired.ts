import type { Tx } from '../tx.ts';

/** Rows removed, by table. */
export interface Purged {
  readonly replayGuards: number;
  readonly idempotencyKeys: number;
  readonly oidcPayloads: number;
}

/** Removes what expired before `now`: once-only values, idempotency keys, state of the authorization server. */
export async function purgeExpired(tx: Tx, now: Date): Promise<Purged> {
  return {
    replayGuards: await tx.$executeRaw`DELETE FROM replay_guard WHERE expires_at < ${now}`,
    idempotencyKeys: await tx.$executeRaw`DELETE FROM idempotency_key WHERE expires_at < ${now}`,
    oidcPayloads: await tx.$executeRaw`DELETE FROM oidc_payload WHERE expires_at < ${now}`,
  };
}
