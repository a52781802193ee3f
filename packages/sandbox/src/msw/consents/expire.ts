import type { Platform } from '../platform.ts';
import { changeConsent } from './change.ts';
import { closeChange } from './close-change.ts';

/**
 * Writes EXPIRED on consents whose time is over, and LAPSED on requests that nobody answered. The server's worker does
 * it every second; here every call does.
 */
export function expireConsents(platform: Platform): void {
  const { state, clock } = platform;
  const now = clock.instant();
  const expire = { change: { act: 'EXPIRE', by: 'SYSTEM' }, actor: 'system' } as const;
  for (const { consent } of state.consents.values()) {
    const { consentId, status, expiresAt } = consent;
    const lasts = status === 'ACTIVE' || status === 'PAUSED';
    if (lasts && expiresAt !== null && expiresAt <= now)
      changeConsent(platform, { ...expire, consentId, reason: 'TERM_OVER' });
  }
  for (const { request } of state.requests.values()) {
    const { requestId, consentId, kind, status, answerBy } = request;
    if (status !== 'PENDING' || answerBy > now) continue;
    if (kind === 'NEW') changeConsent(platform, { ...expire, consentId, requestId, reason: 'LINK_OVER' });
    else closeChange(platform, { requestId, status: 'LAPSED', actor: 'system' });
  }
}
