import { PlatformError } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import canonicalize from 'canonicalize';
import type { Services } from '../services.ts';
import { actorOf, type Principal } from './principal.ts';

const KEPT_FOR_MS = 24 * 3_600_000;
/** After this a call that never finished is taken to have crashed, and its key may be used again. */
const STALE_AFTER_MS = 60_000;
const KEY = /^[\x21-\x7e]{8,128}$/;

export interface IdempotentCall {
  /** Result of the first call with this key; undefined when this is the first. */
  readonly earlierResult: string | undefined;
  /** Marks the call as done, in the transaction that makes its effect. */
  complete(tx: Tx, resultRef: string): Promise<void>;
  /** Frees the key after a failure that had no effect. */
  release(): Promise<void>;
}

/**
 * Claims an Idempotency-Key for one write (draft-ietf-httpapi-idempotency-key-header).
 *
 * Kept for 24 h: a keyed hash of the request, that no guess at its content can be tried on, and a reference to the
 * result; never the body.
 */
export async function claimKey(
  services: Services,
  principal: Principal,
  key: string | undefined,
  operation: string,
  input: unknown,
): Promise<IdempotentCall> {
  if (key === undefined || !KEY.test(key)) throw new PlatformError('IDEMPOTENCY_KEY_MISSING');
  const { database, clock, vault } = services;
  const { participantId } = principal;
  const scope = { participantId };
  const id = { participantId_key: { participantId, key } };
  // Who calls is part of the request: nobody gets the answer another of her participant was given.
  const request = canonicalize([operation, actorOf(principal), input]) ?? '';
  const requestHash = vault.digest('idempotent request', request);
  const now = clock.now();
  const row = {
    operation,
    requestHash,
    status: 'STARTED',
    resultRef: null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + KEPT_FOR_MS),
  };

  const earlierResult = await database.transaction(scope, async (tx) => {
    const created = await tx.idempotencyKey.createMany({
      data: { participantId, key, ...row },
      skipDuplicates: true,
    });
    if (created.count === 1) return undefined;
    const earlier = await tx.idempotencyKey.findUnique({ where: id });
    // Its call failed and freed the key between these two statements.
    if (earlier === null) throw new PlatformError('IDEMPOTENCY_IN_PROGRESS');
    if (earlier.expiresAt > now && earlier.requestHash !== requestHash)
      throw new PlatformError('IDEMPOTENCY_KEY_REUSED');
    if (earlier.expiresAt > now && earlier.status === 'DONE') return earlier.resultRef ?? undefined;
    const running =
      earlier.status === 'STARTED' && earlier.createdAt.getTime() + STALE_AFTER_MS > now.getTime();
    // Deleting exactly the row that was read lets one of several callers take over a crashed call.
    const taken =
      !running &&
      (
        await tx.idempotencyKey.deleteMany({
          where: { participantId, key, createdAt: earlier.createdAt, status: earlier.status },
        })
      ).count === 1;
    if (!taken) throw new PlatformError('IDEMPOTENCY_IN_PROGRESS');
    await tx.idempotencyKey.create({ data: { participantId, key, ...row } });
    return undefined;
  });

  const mine = { participantId, key, status: 'STARTED', createdAt: now };
  return {
    earlierResult,
    async complete(tx, resultRef) {
      const done = await tx.idempotencyKey.updateMany({ where: mine, data: { status: 'DONE', resultRef } });
      // Somebody took the key over while we were slow: our effect must not happen beside theirs.
      if (done.count === 0) throw new PlatformError('IDEMPOTENCY_IN_PROGRESS');
    },
    async release() {
      await database.transaction(scope, (tx) => tx.idempotencyKey.deleteMany({ where: mine }));
    },
  };
}
