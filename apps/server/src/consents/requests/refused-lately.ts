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

/**
 * Refuses to ask an enterprise again soon after it refused the same bank the same purpose, be it a new consent or a
 * change of one (网络数据安全管理条例 art. 22). How soon is a fair-use rule, as it stands on the day of asking.
 *
 * @throws {PlatformError} `CONSENT_ASKED_TOO_SOON`, with the instant from which it may be asked
 */
export async function requireNotRefusedLately(
  tx: Tx,
  { participantId, subjectId, purpose }: Repetition,
  clock: Pick<Clock, 'now' | 'today'>,
): Promise<void> {
  const refused = await tx.consentRequest.findFirst({
    where: { participantId, subjectId, purposeCode: purpose, status: 'REFUSED' },
    orderBy: { answeredAt: 'desc' },
    select: { answeredAt: true },
  });
  if (refused?.answeredAt == null) return;
  const { value: pause } = fairUseLimit('PROMPT_PAUSE', { purpose }, clock.today());
  const from = addPeriodToInstant(refused.answeredAt.toISOString() as Instant, pause);
  if (from > clock.now().toISOString())
    throw new PlatformError('CONSENT_ASKED_TOO_SOON', { details: { from } });
}
