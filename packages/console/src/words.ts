import type {
  AdmissionNeed,
  Application,
  CaseLight,
  CaseStatus,
  Environment,
  KeyEndReason,
  KeyState,
  LicenceType,
  Light,
  LocalizedText,
  ParticipantKind,
  ParticipantStatus,
  PersonRole,
  StaffRole,
  StatusReason,
  SuspendedBy,
} from '@xinqiao/contracts';

/** Words for the codes that several consoles show. */
type Words<Code extends string> = Readonly<Record<Code, LocalizedText>>;

export const KIND_WORDS: Words<ParticipantKind> = {
  BANK: { zh: '银行', en: 'Bank' },
  AGENCY: { zh: '数据部门', en: 'Data agency' },
  REGULATOR: { zh: '监管方', en: 'Regulator' },
  OPERATOR: { zh: '运营方', en: 'Operator' },
  PEER_OPERATOR: { zh: '其他城市运营方', en: 'Operator of another city' },
};

export const STATUS_WORDS: Words<ParticipantStatus> = {
  APPLIED: { zh: '已申请', en: 'Applied' },
  SANDBOX: { zh: '沙箱联调', en: 'In the sandbox' },
  CERTIFIED: { zh: '已通过验收', en: 'Certified' },
  ACTIVE: { zh: '已启用', en: 'Active' },
  SUSPENDED: { zh: '已暂停', en: 'Suspended' },
  WITHDRAWN: { zh: '已退出', en: 'Withdrawn' },
};

export const REASON_WORDS: Words<StatusReason> = {
  ADMITTED: { zh: '准入受理', en: 'Admitted' },
  TESTS_PASSED: { zh: '联调测试通过', en: 'Tests passed' },
  CONTRACT_SIGNED: { zh: '协议已签署', en: 'Contract signed' },
  SECURITY_INCIDENT: { zh: '安全事件', en: 'Security incident' },
  KEY_COMPROMISED: { zh: '密钥泄露', en: 'Key compromised' },
  LICENCE_ENDED: { zh: '许可到期或注销', en: 'Licence ended' },
  MISUSE: { zh: '违规使用', en: 'Misuse' },
  CONTRACT_ENDED: { zh: '协议终止', en: 'Contract ended' },
  AT_OWN_REQUEST: { zh: '本机构申请', en: 'At its own request' },
  REINSTATED: { zh: '恢复启用', en: 'Reinstated' },
  SUPERVISORY_ORDER: { zh: '监管要求', en: 'Order of the supervisor' },
};

export const LICENCE_WORDS: Words<LicenceType> = {
  FINANCIAL_LICENCE: { zh: '金融许可证', en: 'Financial licence' },
  DATA_OPERATION_AUTHORISATION: { zh: '公共数据授权运营', en: 'Authorisation to operate public data' },
  OTHER: { zh: '其他', en: 'Other' },
};

export const LIGHT_WORDS: Words<Light> = {
  GREEN: { zh: '正常', en: 'In order' },
  YELLOW: { zh: '三十天内到期', en: 'Ends within 30 days' },
  RED: { zh: '七天内到期或已失效', en: 'Ends within 7 days, or not in force' },
};

export const STAFF_ROLE_WORDS: Words<StaffRole> = {
  ADMISSION: { zh: '准入', en: 'Admission' },
  CATALOGUE: { zh: '目录', en: 'Catalogue' },
  POLICY: { zh: '策略', en: 'Policy' },
  SECURITY: { zh: '安全', en: 'Security' },
  SUPPORT: { zh: '客服', en: 'Support' },
};

export const PERSON_ROLE_WORDS: Words<PersonRole> = {
  BANK_DEVELOPER: { zh: '开发人员', en: 'Developer' },
  RISK_OFFICER: { zh: '风险人员', en: 'Risk officer' },
  REGULATOR: { zh: '监管人员', en: 'Supervisor' },
};

export const NEED_WORDS: Words<AdmissionNeed> = {
  LICENCE_IN_FORCE: { zh: '所需许可在有效期内', en: 'the licences its kind requires, in force' },
  APPLICATION_WITH_KEY: {
    zh: '至少一个启用的应用并已登记有效公钥',
    en: 'an active application with a key in force',
  },
};

export const ENVIRONMENT_WORDS: Words<Environment> = {
  SANDBOX: { zh: '沙箱', en: 'Sandbox' },
  PRODUCTION: { zh: '正式', en: 'Production' },
};

export const APPLICATION_STATUS_WORDS: Words<Application['status']> = {
  ACTIVE: { zh: '启用', en: 'Active' },
  SUSPENDED: { zh: '停用', en: 'Suspended' },
};

export const SUSPENDED_BY_WORDS: Words<SuspendedBy> = {
  OPERATOR: { zh: '由运营方暂停', en: 'by the operator' },
  OWNER: { zh: '由本机构暂停', en: 'by its owner' },
  BOTH: { zh: '运营方与本机构均已暂停', en: 'by the operator and by its owner' },
};

export const KEY_STATE_WORDS: Words<KeyState> = {
  IN_FORCE: { zh: '有效', en: 'In force' },
  NOT_YET: { zh: '尚未生效', en: 'Not yet in force' },
  SUSPENDED: { zh: '已暂停', en: 'Suspended' },
  STALE: { zh: '公钥地址超过二十四小时无法读取', en: 'Its address could not be read for 24 hours' },
  EXPIRED: { zh: '已到期', en: 'Expired' },
  ENDED: { zh: '已吊销', en: 'Ended' },
};

export const KEY_END_WORDS: Words<Exclude<KeyEndReason, 'EXPIRED' | 'ROTATED'>> = {
  COMPROMISED: { zh: '可能泄露', en: 'Somebody else may have it' },
  LOST: { zh: '遗失', en: 'It was lost' },
  NO_LONGER_NEEDED: { zh: '不再需要', en: 'It is no longer needed' },
  SUPERVISORY_ORDER: { zh: '监管要求', en: 'Order of the supervisor' },
};

export const CASE_STATUS_WORDS: Words<CaseStatus> = {
  OPEN: { zh: '待受理', en: 'Waiting' },
  ASSIGNED: { zh: '处理中', en: 'Being worked on' },
  ANSWERED: { zh: '已答复', en: 'Answered' },
  CLOSED: { zh: '已关闭', en: 'Closed' },
};

export const CASE_LIGHT_WORDS: Words<CaseLight> = {
  GREEN: { zh: '期限内', en: 'In time' },
  YELLOW: { zh: '期限将至', en: 'Nearly due' },
  RED: { zh: '已逾期', en: 'Overdue' },
};
