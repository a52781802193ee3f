import type { AgentPresence } from '../agents/index.ts';
import type { LocalizedText } from '../values/index.ts';
import type { Consent } from './consent.ts';
import type { ConsentReceiptAct } from './consent-receipt.ts';
import type { ConsentEndReason, ConsentInitiator, ConsentPauseReason } from './consent-status.ts';
import type { DisclosureLevel } from './disclosure.ts';
import type { FrequencyUnit } from './frequency.ts';

/** Words of a receipt for the codes in it. A code without words is shown as it is. */
type Words = Readonly<Record<string, LocalizedText>>;

export const ACT = {
  GRANT: { zh: '同意授权', en: 'Consent given' },
  AMEND: { zh: '变更授权内容', en: 'Consent changed' },
  RENEW: { zh: '授权续期', en: 'Consent prolonged' },
  PAUSE: { zh: '暂停授权', en: 'Consent paused' },
  RESUME: { zh: '恢复授权', en: 'Consent resumed' },
  REVOKE: { zh: '停止授权', en: 'Consent stopped' },
  EXPIRE: { zh: '授权到期', en: 'Consent over' },
} satisfies Readonly<Record<ConsentReceiptAct, LocalizedText>>;

export const INITIATOR = {
  OWNER: { zh: '企业', en: 'the enterprise' },
  PARTICIPANT: { zh: '银行', en: 'the bank' },
  OPERATOR: { zh: '平台', en: 'the platform' },
  SYSTEM: { zh: '系统', en: 'the system' },
} satisfies Readonly<Record<ConsentInitiator, LocalizedText>>;

/** What never came to be a consent has no receipt. */
type ReceiptReason = Exclude<ConsentEndReason, 'OWNER_REFUSED' | 'LINK_OVER'> | ConsentPauseReason;

export const REASON = {
  OWNER_STOPPED: { zh: '企业停止', en: 'stopped by the enterprise' },
  NO_LONGER_NEEDED: { zh: '银行不再需要', en: 'no longer needed by the bank' },
  LOAN_CLOSED: { zh: '贷款已结清', en: 'loan repaid' },
  TERM_OVER: { zh: '期限届满', en: 'its term is over' },
  OWNER_PAUSED: { zh: '企业暂停', en: 'paused by the enterprise' },
  LEGAL_REPRESENTATIVE_CHANGED: { zh: '法定代表人变更', en: 'the legal representative changed' },
  DEREGISTERED: { zh: '企业注销', en: 'the enterprise was deregistered' },
  LICENCE_REVOKED: { zh: '营业执照被吊销', en: 'its business licence was revoked' },
  ABNORMAL_LISTED: { zh: '列入经营异常名录', en: 'it was listed as abnormal' },
  AUTHORITY_ENDED: { zh: '同意人的权限已终止', en: 'whoever agreed may no longer act' },
} satisfies Readonly<Record<ReceiptReason, LocalizedText>>;

export const ATTRIBUTE = {
  items: { zh: '数据项', en: 'data items' },
  disclosure: { zh: '披露程度', en: 'level of detail' },
  range: { zh: '数据时间范围', en: 'days of the data' },
  dataLife: { zh: '保存期限', en: 'how long it is kept' },
  fetchType: { zh: '获取方式', en: 'once or several times' },
  consentMode: { zh: '使用方式', en: 'how it is used' },
  frequency: { zh: '获取次数', en: 'how often' },
  templateId: { zh: '模板', en: 'template' },
  templateVersion: { zh: '模板版本', en: 'version of the template' },
  expiresAt: { zh: '到期时间', en: 'when it ends' },
} satisfies Readonly<Partial<Record<keyof Consent, LocalizedText>>>;

/** What a disclosure level shows. */
export const LEVEL = {
  ANSWER: { zh: '只给出是或否，不给出数字', en: 'only yes or no, no figures' },
  INDICATORS: { zh: '只给出汇总指标，不给出明细', en: 'only computed figures, no single records' },
  RECORDS: { zh: '给出明细记录', en: 'the records themselves' },
} satisfies Readonly<Record<DisclosureLevel, LocalizedText>>;

/** In which capacity a person acts for a subject. */
export const CAPACITY: Words = {
  LEGAL_REPRESENTATIVE: { zh: '法定代表人', en: 'legal representative' },
  PROPRIETOR: { zh: '经营者', en: 'proprietor' },
  SELF: { zh: '本人', en: 'herself' },
  FINANCE_OFFICER: { zh: '财务负责人', en: 'finance officer' },
  PROXY: { zh: '代理人', en: 'proxy' },
};

export const PRESENCE = {
  ID_CARD_CHECKED: { zh: '已查验身份证', en: 'identity card checked' },
  KNOWN_IN_PERSON: { zh: '本人相识', en: 'known in person' },
} satisfies Readonly<Record<AgentPresence, LocalizedText>>;

export const CONFIRMATION: Words = {
  OWN_DEVICE: { zh: '在本人设备上确认', en: 'confirmed on her own device' },
  ONE_TIME_CODE: { zh: '以一次性确认码确认', en: 'confirmed by a one-time code' },
};

/** How often, per unit of a frequency. */
export const UNIT = {
  DAY: { zh: '每天', en: 'a day' },
  MONTH: { zh: '每月', en: 'a month' },
  YEAR: { zh: '每年', en: 'a year' },
} satisfies Readonly<Record<FrequencyUnit, LocalizedText>>;

/** The words for a code; the code itself where there are none. */
export const inWords = (words: Words, code: string, key: 'zh' | 'en'): string =>
  Object.hasOwn(words, code) ? (words[code] as LocalizedText)[key] : code;
