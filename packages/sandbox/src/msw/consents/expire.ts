import type { Platform } from '../platform.ts';
import type { ConsentRecord } from '../state.ts';
import { changeConsent } from './change.ts';

/** A consent page that was opened in time may still be answered after its link has ended. */
const ANSWER_TIME_MS = 3_600_000;

/** Writes EXPIRED on consents whose time is over. The server's worker does it every second; here every call does. */
export function expireConsents(platform: Platform): void {
  const now = platform.clock.now().getTime();
  for (const record of platform.state.consents.values()) {
    const { consentId, status } = record.consent;
    const endsMs = endOf(record);
    if (endsMs === undefined || endsMs > now) continue;
    changeConsent(platform, {
      consentId,
      change: { act: 'EXPIRE', by: 'SYSTEM' },
      actor: 'system',
      reason: status === 'PENDING' ? 'LINK_OVER' : 'TERM_OVER',
    });
  }
}

/** When a consent ends by itself; undefined when it has ended. */
function endOf({ consent: { status, expiresAt }, linkExpiresMs }: ConsentRecord): number | undefined {
  if (status === 'PENDING') return linkExpiresMs + ANSWER_TIME_MS;
  const lasts = status === 'ACTIVE' || status === 'PAUSED';
  return lasts && expiresAt !== null ? Date.parse(expiresAt) : undefined;
}
