import type { LocalizedText, LogEntryKind } from '@xinqiao/contracts';

/** What an entry records, in words. */
export const KIND_TEXT: Readonly<Record<LogEntryKind, LocalizedText>> = {
  CONSENT_REQUESTED: { zh: '请求授权', en: 'Consent asked for' },
  CONSENT_GRANTED: { zh: '同意授权', en: 'Consent given' },
  CONSENT_REJECTED: { zh: '拒绝授权', en: 'Consent refused' },
  CONSENT_PAUSED: { zh: '暂停授权', en: 'Consent paused' },
  CONSENT_RESUMED: { zh: '恢复授权', en: 'Consent resumed' },
  CONSENT_REVOKED: { zh: '撤销授权', en: 'Consent revoked' },
  CONSENT_EXPIRED: { zh: '授权到期', en: 'Consent expired' },
  ACCESS_ALLOWED: { zh: '读取放行', en: 'Access allowed' },
  ACCESS_DENIED: { zh: '读取拒绝', en: 'Access denied' },
  DATA_DELIVERED: { zh: '数据提供', en: 'Data delivered' },
  DATA_DISCARDED: { zh: '数据作废', en: 'Data discarded' },
  DATA_FAILED: { zh: '来源无应答', en: 'Source failed' },
  DECISION_MADE: { zh: '授信评估', en: 'Credit decision' },
  SUBJECT_REGISTERED: { zh: '登记主体', en: 'Subject registered' },
  SOURCE_IMPORTED: { zh: '导入来源', en: 'Source imported' },
};
