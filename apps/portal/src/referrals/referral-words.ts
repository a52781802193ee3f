import type { Tone } from '@xinqiao/console';
import type {
  DecisionItem,
  LocalizedText,
  ReferralOutcome,
  ReferralReason,
  ReferralStatus,
} from '@xinqiao/contracts';

type Words<Code extends string> = Readonly<Record<Code, LocalizedText>>;

export const REFERRAL_STATUS_WORDS: Words<ReferralStatus> = {
  WAITING: { zh: '待审批', en: 'Waiting' },
  PROPOSED: { zh: '待复核', en: 'Waits for a second person' },
  SETTLED: { zh: '已办结', en: 'Settled' },
};

export const REFERRAL_STATUS_TONES: Readonly<Record<ReferralStatus, Tone>> = {
  WAITING: 'wait',
  PROPOSED: 'wait',
  SETTLED: 'plain',
};

export const OUTCOME_WORDS: Words<ReferralOutcome> = {
  APPROVED: { zh: '批准', en: 'Approved' },
  DECLINED: { zh: '拒绝', en: 'Declined' },
};

export const REFERRAL_REASON_WORDS: Words<ReferralReason> = {
  DOCUMENTS_SEEN: { zh: '已核对证明材料', en: 'Documents were seen' },
  SITE_VISITED: { zh: '已实地走访', en: 'The site was visited' },
  DATA_EXPLAINED: { zh: '数据异常已有合理解释', en: 'What stands out in the data was explained' },
  LIMIT_REDUCED: { zh: '降低额度后可接受', en: 'Acceptable at a lower limit' },
  OTHER_STRENGTH: { zh: '有其他增信依据', en: 'Another strength' },
  RISK_CONFIRMED: { zh: '风险属实', en: 'The risk was confirmed' },
  DATA_CONTRADICTED: { zh: '材料与数据不符', en: 'Documents contradict the data' },
  DOCUMENTS_MISSING: { zh: '材料不全', en: 'Documents are missing' },
  APPLICANT_WITHDREW: { zh: '申请人撤回', en: 'The applicant withdrew' },
  OTHER_RISK: { zh: '其他风险', en: 'Another risk' },
};

export const ITEM_STATUS_WORDS: Words<DecisionItem['status']> = {
  DELIVERED: { zh: '已取得', en: 'Delivered' },
  PARTIAL: { zh: '部分取得，不用于决策', en: 'Delivered in part, not used' },
  DENIED: { zh: '不提供', en: 'Not on offer' },
  TIMEOUT: { zh: '来源超时', en: 'The source did not answer in time' },
  UNAVAILABLE: { zh: '来源不可用', en: 'The source failed' },
  NO_DATA: { zh: '来源没有该主体的数据', en: 'The source holds none' },
  NOT_CONSENTED: { zh: '授权未包含，未读取', en: 'Not in the consent, not read' },
};
