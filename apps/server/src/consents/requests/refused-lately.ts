import { fairUseLimit } from '@xinqiao/catalogue';
import {
  addPeriodToInstant,
  type Instant,
  type ParticipantId,
  PlatformError,
  type PurposeCode,
} from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { Clock } from '../../clock.ts';

/** Who would ask whom again, and for what. */
interface Repetition {
  readonly participantId: ParticipantId | string;
  readonly subjectId: string;
  readonly purpose: PurposeCode;
}

/** A refusal after which the bank does not prompt yet. */
export interface Refused {
  readonly at: Instant;
  /** From when the bank may prompt again. */
  readonly from: Instant;
}

/**
 * Keeps a bank from prompting an enterprise again soon after it refused the same bank the same purpose, be it a new
 * consent or a change of one (网络数据安全管理条例 art. 22). A link that she opens herself is no prompt of the bank: there
 * she is reminded of her refusal, and decides.
 *
 * @throws {PlatformError} `CONSENT_ASKED_TOO_SOON`, with the instant from which it may be asked
 */
export async function requireNotRefusedLately(
  tx: Tx,
  repetition: Repetition,
  clock: Pick<Clock, 'now' | 'today'>,
): Promise<void> {
  const refused = await refusedLately(tx, repetition, clock);
  if (refused !== undefined) throw askedTooSoon(refused);
}

export const askedTooSoon = ({ from }: Refused): PlatformError =>
  new PlatformError('CONSENT_ASKED_TOO_SOON', { details: { from } });

/**
 * The last refusal, where it still counts. How long it does is a fair-use rule, as it stands today.
 */
export async function refusedLately(
  tx: Tx,
  { participantId, subjectId, purpose }: Repetition,
  clock: Pick<Clock, 'now' | 'today'>,
): Promise<Refused | undefined> {
  const refused = await tx.consentRequest.findFirst({
    where: { participantId, subjectId, purposeCode: purpose, status: 'REFUSED' },
    orderBy: { answeredAt: 'desc' },
    select: { answeredAt: true },
  });
  if (refused?.answeredAt == null) return undefined;
  const { value: pause } = fairUseLimit('PROMPT_PAUSE', { purpose }, clock.today());
  const at = refused.answeredAt.toISOString() as Instant;
  const from = addPeriodToInstant(at, pause);
  return from > clock.now().toISOString() ? { at, from } : undefined;
}
