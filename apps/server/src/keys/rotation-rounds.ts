import type { KeyPurpose } from '@xinqiao/contracts';
import type { Clock } from '../clock.ts';
import type { Databases } from '../database.ts';
import type { Round } from '../worker/worker.ts';
import { type KeyKind, kindOf, SM2_CONSENT } from './make-key.ts';
import { SIGNING_LOGIN } from './open-key-rings.ts';
import { type Rotation, rotateKey } from './rotate-key.ts';

const DAY_MS = 86_400_000;

/** A key signs this long before the next follows: twice a year, so that a rotation is nothing unusual to anybody. */
const NEXT_KEY_AFTER_MS = 180 * DAY_MS;

/**
 * The next key is published a day before it signs, for readers that keep key sets, and the one before it stays in
 * force for an hour: longer than any node holds a key and any access token lives.
 */
const PUBLISH_FIRST: Rotation = { leadMs: DAY_MS, overlapMs: 3_600_000, dueAfterMs: NEXT_KEY_AFTER_MS };
/** Checkpoints bear the signatures of all keys in force: who knows only the old one still reads them for two weeks. */
const BOTH_SIGN: Rotation = { overlapMs: 14 * DAY_MS, dueAfterMs: NEXT_KEY_AFTER_MS };

/** Every purpose but WEBHOOK, whose round runs with the deliveries. */
const PLANS: Readonly<Record<Exclude<KeyPurpose, 'WEBHOOK'>, Rotation>> = {
  TOKEN: PUBLISH_FIRST,
  CONSENT: PUBLISH_FIRST,
  CONSENT_RECEIPT: PUBLISH_FIRST,
  PACKAGE: PUBLISH_FIRST,
  RECEIPT: PUBLISH_FIRST,
  REGISTER: PUBLISH_FIRST,
  CHECKPOINT: BOTH_SIGN,
};

/**
 * Renews signing keys as they come of age, each with the login that signs for it.
 *
 * @param sm2 Whether consents are signed with SM2 too.
 * @param tokenClock Time by which keys of tokens are judged; all others keep the time of the business.
 */
export const keyRotationRound = (
  databases: Pick<Databases, 'application' | 'authorization' | 'worker' | 'secret'>,
  clock: Clock,
  tokenClock: Clock,
  sm2: boolean,
): Round => ({
  name: 'signing keys',
  pauseMs: 3_600_000,
  async run() {
    const due = (kind: KeyKind, plan: Rotation) =>
      rotateKey(
        databases[SIGNING_LOGIN[kind.purpose]],
        databases.secret,
        kind.purpose === 'TOKEN' ? tokenClock : clock,
        kind,
        plan,
      );
    for (const [purpose, plan] of Object.entries(PLANS)) await due(kindOf(purpose as KeyPurpose), plan);
    if (sm2) await due(SM2_CONSENT, PUBLISH_FIRST);
    return 0;
  },
});
