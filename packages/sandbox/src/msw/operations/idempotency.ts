import { type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';

const KEPT_FOR_MS = 24 * 3_600_000;
const KEY = /^[\x21-\x7e]{8,128}$/;

export interface IdempotentCall {
  /** Result of the first call with this key; undefined when this is the first. */
  readonly earlierResult: string | undefined;
  /** Marks the call as done. */
  complete(resultRef: string): void;
  /** Frees the key after a failure that had no effect. */
  release(): void;
}

/**
 * Claims an Idempotency-Key for one write (draft-ietf-httpapi-idempotency-key-header), kept for 24 hours.
 *
 * @param request Operation and input as text: the same key stands for the same text only.
 * @throws {PlatformError} `IDEMPOTENCY_KEY_MISSING`, `IDEMPOTENCY_KEY_REUSED`, `IDEMPOTENCY_IN_PROGRESS`
 */
export function claimKey(
  { state: { idempotency }, clock }: Platform,
  participantId: ParticipantId,
  key: string | null,
  request: string,
): IdempotentCall {
  if (key === null || !KEY.test(key)) throw new PlatformError('IDEMPOTENCY_KEY_MISSING');
  const id = `${participantId} ${key}`;
  const now = clock.now().getTime();
  const known = idempotency.get(id);
  const earlier = known !== undefined && known.expiresMs > now ? known : undefined;
  if (earlier !== undefined && earlier.request !== request) throw new PlatformError('IDEMPOTENCY_KEY_REUSED');
  if (earlier !== undefined && earlier.resultRef === undefined)
    throw new PlatformError('IDEMPOTENCY_IN_PROGRESS');
  const claimed = earlier ?? { request, resultRef: undefined, expiresMs: now + KEPT_FOR_MS };
  idempotency.set(id, claimed);
  return {
    earlierResult: claimed.resultRef,
    complete: (resultRef) => idempotency.set(id, { ...claimed, resultRef }),
    // Only a call that is still under way: an effect keeps its key.
    release: () => {
      if (idempotency.get(id)?.resultRef === undefined) idempotency.delete(id);
    },
  };
}
