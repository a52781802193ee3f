import type { LocalizedText, LogEntryKind } from '@xinqiao/contracts';

/** Entries that are about no firm, and those of a referral that is not settled, which no owner reads. */
type NotHers =
  | `${'AGENT' | 'PARTICIPANT' | 'PERSON' | 'LICENCE' | 'APPLICATION' | 'KEY' | 'PROPOSAL' | 'POLICY' | 'BREAK_GLASS'}_${string}`
  | `REFERRAL_${'PROPOSED' | 'SENT_BACK'}`
  | ('STAFF_CHANGED' | 'CONSOLE_OPENED' | 'REGISTER_PUBLISHED' | 'WEBHOOK_CHANGED' | 'EVENTS_REPLAYED')
  | ('CORRECTION_ASSIGNED' | 'CONTACT_CHANGED' | 'USAGE_EXPORTED' | 'SOURCE_IMPORTED');

/** What happened, in words for the owner: every kind that can be about her firm. */
const EVENTS: Readonly<Record<Exclude<LogEntryKind, NotHers>, LocalizedText>> = {
  CONSENT_REQUESTED: { zh: '银行提出了请求', en: 'The bank asked' },
  CONSENT_REQUEST_LOOKED_UP: { zh: '代办员查找了请求', en: 'An agent looked the request up' },
  CONSENT_PREPARED: { zh: '代办员协助准备了请求', en: 'An agent prepared the request' },
  CONSENT_CODE_SENT: { zh: '向您发送了确认码', en: 'A code was sent to you' },
  CONSENT_CODE_FAILED: { zh: '代办员输入的确认码有误', en: 'An agent typed a wrong code' },
  CONSENT_APPROVED: { zh: '一人同意，等待其他人', en: 'One person agreed; others still have to' },
  CONSENT_GRANTED: { zh: '同意，授权生效', en: 'Agreed; the consent came into force' },
  CONSENT_REJECTED: { zh: '不同意', en: 'Refused' },
  CONSENT_AMENDED: { zh: '同意更改授权', en: 'Agreed to a change' },
  CONSENT_RENEWED: { zh: '同意延长授权', en: 'Agreed to prolong it' },
  CONSENT_REQUEST_REFUSED: { zh: '不同意更改或延长', en: 'Refused a change' },
  CONSENT_REQUEST_WITHDRAWN: { zh: '银行撤回了请求', en: 'The bank took its request back' },
  CONSENT_REQUEST_LAPSED: { zh: '更改或延长的请求过期', en: 'A requested change ran out' },
  CONSENT_PAUSED: { zh: '已暂停', en: 'It was paused' },
  CONSENT_RESUMED: { zh: '已恢复', en: 'It was resumed' },
  CONSENT_REVOKED: { zh: '已停止', en: 'It was stopped' },
  CONSENT_EXPIRED: { zh: '已到期', en: 'It expired' },
  CONSENT_REMINDED: { zh: '向您发送了提醒', en: 'You were reminded of it' },
  CONSENT_STOP_ACKNOWLEDGED: { zh: '银行签名确认已停止', en: 'The bank acknowledged the stop, signed' },
  DELETION_ATTESTED: { zh: '银行签名声明已删除数据', en: 'The bank declared the data deleted, signed' },
  ACCESS_ALLOWED: { zh: '银行请求读取，已放行', en: 'The bank asked to read and was let in' },
  ACCESS_DENIED: { zh: '银行请求读取，已拒绝', en: 'The bank asked to read and was refused' },
  DATA_DELIVERED: { zh: '银行读取了数据', en: 'The bank read the data' },
  DATA_DISCARDED: { zh: '读取被中止，数据未提供', en: 'A reading was cut off and nothing was shown' },
  DATA_FAILED: { zh: '数据来源没有应答', en: 'The data source did not answer' },
  DECISION_MADE: { zh: '作出了授信评估', en: 'A credit decision was made' },
  REFERRAL_SETTLED: { zh: '银行人员对申请作出了决定', en: 'People of the bank decided on the application' },
  CORRECTION_ASKED: { zh: '提出了数据异议', en: 'Data was objected to' },
  CORRECTION_TOLD: { zh: '已告知银行数据异议的情况', en: 'The bank was told of an objection to the data' },
  CORRECTION_SETTLED: { zh: '数据异议已答复', en: 'An objection to data was settled' },
  CORRECTION_WITHDRAWN: { zh: '撤回了数据异议', en: 'An objection to data was withdrawn' },
  OWN_DATA_SHOWN: { zh: '向您显示了企业数据', en: 'Data of the firm was shown to you' },
  OWN_DATA_EXPORTED: { zh: '企业数据被下载', en: 'Data of the firm was downloaded' },
  AUTHORITY_GRANTED: { zh: '有人取得了代表权限', en: 'Somebody came to act for the firm' },
  AUTHORITY_REFUSED: { zh: '代表权限未获核实', en: 'Authority was claimed and not confirmed' },
  AUTHORITY_SUSPENDED: { zh: '代表权限被中止', en: 'Authority was suspended' },
  AUTHORITY_ENDED: { zh: '代表权限终止', en: 'Authority ended' },
  APPROVAL_RULE_CHANGED: { zh: '更改了须几人同意', en: 'How many must agree was changed' },
  REGISTRY_EVENT_RECEIVED: { zh: '收到登记机关的变更报告', en: 'The registry reported a change' },
  REGISTRY_EVENT_APPLIED: { zh: '按登记机关的报告作了变更', en: 'What the registry reported took effect' },
  SUBJECT_REGISTERED: { zh: '企业已登记', en: 'The firm was entered' },
  SUBJECT_IDENTIFIER_CHANGED: { zh: '企业的识别号码已变更', en: 'An identifier of the firm was changed' },
  SUBJECT_CODE_REVEALED: {
    zh: '运营方查看了企业在数据来源中的编码',
    en: 'The operator looked up its code at the data sources',
  },
  SUBJECT_ERASED: { zh: '数据已删除', en: 'The data was erased' },
  CASE_OPENED: { zh: '提出了问题', en: 'A problem was reported' },
  CASE_CHANGED: { zh: '所报告的问题有进展', en: 'A reported problem moved on' },
};

/** What is said of a kind that this version does not know: another node may run a later one. */
const UNKNOWN: LocalizedText = { zh: '其他记录', en: 'Another entry' };

/** An entry in words, never its code. */
export const eventWords = (kind: string): LocalizedText =>
  Object.hasOwn(EVENTS, kind) ? EVENTS[kind as keyof typeof EVENTS] : UNKNOWN;

/** Kinds by which a bank came to know something of her. */
export const READ_KINDS = ['DATA_DELIVERED', 'DECISION_MADE'] as const satisfies readonly LogEntryKind[];
