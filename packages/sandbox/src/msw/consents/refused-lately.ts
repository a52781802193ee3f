import { fairUseLimit } from '@xinqiao/catalogue';
import { addPeriodToInstant, PlatformError } from '@xinqiao/contracts';
import type { Platform } from '../platform.ts';
import type { Refusal } from '../state.ts';

/**
 * Refuses to ask an enterprise again soon after it refused the same bank the same purpose, for as long as the fair-use
 * rules say (网络数据安全管理条例 art. 22).
 *
 * @throws {PlatformError} `CONSENT_ASKED_TOO_SOON`, with the instant from which it may be asked
 */
export function requireNotRefusedLately(
  { state, clock }: Platform,
  { participantId, subjectId, purpose }: Omit<Refusal, 'at'>,
): void {
  const refused = state.refusals.findLast(
    (each) =>
      each.participantId === participantId && each.subjectId === subjectId && each.purpose === purpose,
  );
  if (refused === undefined) return;
  const { value: pause } = fairUseLimit('PROMPT_PAUSE', { purpose }, clock.today());
  const from = addPeriodToInstant(refused.at, pause);
  if (from > clock.instant()) throw new PlatformError('CONSENT_ASKED_TOO_SOON', { details: { from } });
}
