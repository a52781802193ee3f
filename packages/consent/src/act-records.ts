import type { ConsentAct, EventType, LogEntryKind } from '@xinqiao/contracts';

/** The log entry of each act on a consent. */
export const ACT_ENTRIES = {
  GRANT: 'CONSENT_GRANTED',
  REJECT: 'CONSENT_REJECTED',
  AMEND: 'CONSENT_AMENDED',
  RENEW: 'CONSENT_RENEWED',
  PAUSE: 'CONSENT_PAUSED',
  RESUME: 'CONSENT_RESUMED',
  REVOKE: 'CONSENT_REVOKED',
  EXPIRE: 'CONSENT_EXPIRED',
} as const satisfies Record<ConsentAct, LogEntryKind>;

/** The event of each act that leads to another status. */
export const STATUS_EVENTS = {
  GRANT: 'cn.xinqiao.consent.granted.v1',
  REJECT: 'cn.xinqiao.consent.rejected.v1',
  PAUSE: 'cn.xinqiao.consent.paused.v1',
  RESUME: 'cn.xinqiao.consent.resumed.v1',
  REVOKE: 'cn.xinqiao.consent.revoked.v1',
  EXPIRE: 'cn.xinqiao.consent.expired.v1',
} as const satisfies Partial<Record<ConsentAct, EventType>>;

/** The event of each act that changes what is agreed. */
export const CHANGE_EVENTS = {
  AMEND: 'cn.xinqiao.consent.amended.v1',
  RENEW: 'cn.xinqiao.consent.renewed.v1',
} as const satisfies Partial<Record<ConsentAct, EventType>>;
