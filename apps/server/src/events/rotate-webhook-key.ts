import type { Database } from '@xinqiao/db';
import type { Clock } from '../clock.ts';
import { kindOf } from '../keys/make-key.ts';
import { rotateKey } from '../keys/rotate-key.ts';
import type { Round } from '../worker/worker.ts';

const DAY_MS = 86_400_000;
/** A key signs this long before the next one joins it. */
const NEXT_KEY_AFTER_MS = 180 * DAY_MS;
/** So long both sign, for whoever reads our public keys seldom. */
const BOTH_SIGN_FOR_MS = 14 * DAY_MS;

/**
 * Renews the platform's Ed25519 key for deliveries twice a year, so that a rotation is nothing unusual to anybody.
 *
 * @param clock Real time, also where the sandbox’s was moved on.
 */
export const rotateWebhookKeyRound = (database: Database, secret: string, clock: Clock): Round => ({
  name: 'webhook key',
  pauseMs: 3_600_000,
  async run() {
    await rotateKey(database, secret, clock, kindOf('WEBHOOK'), {
      overlapMs: BOTH_SIGN_FOR_MS,
      dueAfterMs: NEXT_KEY_AFTER_MS,
    });
    return 0;
  },
});
