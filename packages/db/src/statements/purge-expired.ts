import type { Tx } from '../tx.ts';

/** Rows removed, by table. */
export interface Purged {
  readonly replayGuards: number;
  readonly idempotencyKeys: number;
  readonly oidcPayloads: number;
  readonly sessions: number;
  readonly confirmationCodes: number;
}

/** The present by either clock. In a sandbox the business may be days ahead of the tokens. */
export interface Presents {
  /** Time of the business: idempotency keys, confirmation codes. */
  readonly business: Date;
  /** Time of tokens: proofs and assertions seen once, state of the authorization server, sessions. */
  readonly token: Date;
}

/** How long a code is kept once it was sent, in milliseconds: longer than the day that limits count. */
const CODE_KEPT_MS = 2 * 86_400_000;

/**
 * Removes what expired: once-only values, idempotency keys, state of the authorization server, sessions, codes read out
 * to agents, each by the clock that set its end. By the other one a proof seen could be forgotten while it is still good.
 */
export async function purgeExpired(tx: Tx, { business, token }: Presents): Promise<Purged> {
  const codesBefore = new Date(business.getTime() - CODE_KEPT_MS);
  return {
    replayGuards: await tx.$executeRaw`DELETE FROM replay_guard WHERE expires_at < ${token}`,
    idempotencyKeys: await tx.$executeRaw`DELETE FROM idempotency_key WHERE expires_at < ${business}`,
    oidcPayloads: await tx.$executeRaw`DELETE FROM oidc_payload WHERE expires_at < ${token}`,
    sessions: await tx.$executeRaw`DELETE FROM session WHERE expires_at < ${token}`,
    confirmationCodes: await tx.$executeRaw`DELETE FROM confirmation_code WHERE created_at < ${codesBefore}`,
  };
}
