import type { PurposeCode } from '../consent/index.ts';
import type { LocalizedText } from '../values/index.ts';
import {
  code,
  day,
  id,
  moment,
  name,
  type Parameter,
  reference,
  secret,
  secretName,
  secretText,
} from './parameter.ts';

/** A kind of message to people. Texts name their parameters in braces: `{bank}`. */
export interface MessageTemplate<Parameters extends Readonly<Record<string, Parameter>>> {
  /** Everything the message may tell, and nothing else. */
  readonly parameters: Parameters;
  /** Page of ours it leads to; e-mail only, because a link in a text message is what frauds look like. */
  readonly page: '/my' | '/my/cases' | '/my/firm' | '/portal/' | '/operator/';
  /**
   * Told beyond the day's messages of an address too, so that nobody keeps it from being told by using them up:
   * consents, standing and emergencies. Default: counted like the others.
   */
  readonly always?: true;
  /** Without the signature, which is put in front. */
  readonly sms: LocalizedText;
  /** Subject of the e-mail, and title in the city's app. */
  readonly title: LocalizedText;
  /** Text of the e-mail and in the app. */
  readonly text: LocalizedText;
}

const define = <const Parameters extends Readonly<Record<string, Parameter>>>(
  template: MessageTemplate<Parameters>,
): MessageTemplate<Parameters> => template;

/** The purposes of consents, in words short enough for a text message. */
const PURPOSE = code({
  PRE_LOAN_ADMISSION: { zh: '贷前准入', en: 'pre-loan' },
  CREDIT_DECISION: { zh: '授信审批', en: 'loan' },
  LOAN_REVIEW: { zh: '贷中审查', en: 'review' },
  EARLY_WARNING: { zh: '贷后预警', en: 'warning' },
  SELF_SERVICE_EXPORT: { zh: '本人导出', en: 'export' },
} satisfies Readonly<Record<PurposeCode, LocalizedText>>);

const END_REASON = code({
  OWNER_STOPPED: { zh: '已停止授权', en: 'it was stopped' },
  NO_LONGER_NEEDED: { zh: '不再需要', en: 'no longer needed' },
  LOAN_CLOSED: { zh: '贷款已结清', en: 'loan repaid' },
  TERM_OVER: { zh: '期限届满', en: 'its term is over' },
  OTHER: { zh: '其他', en: 'other' },
});

const PAUSE_REASON = code({
  OWNER_PAUSED: { zh: '企业暂停', en: 'by the enterprise' },
  LEGAL_REPRESENTATIVE_CHANGED: { zh: '法定代表人变更', en: 'new legal representative' },
  DEREGISTERED: { zh: '企业注销', en: 'enterprise deregistered' },
  LICENCE_REVOKED: { zh: '执照被吊销', en: 'business licence revoked' },
  ABNORMAL_LISTED: { zh: '列入经营异常名录', en: 'listed as abnormal' },
  AUTHORITY_ENDED: { zh: '同意人权限终止', en: 'authority ended' },
  OTHER: { zh: '其他', en: 'other' },
});

const CONSENT_CHANGE = code({
  AMENDED: { zh: '变更内容', en: 'changed' },
  RENEWED: { zh: '续期', en: 'prolonged' },
  RESUMED: { zh: '恢复', en: 'resumed' },
});

const REGISTRY_CHANGE = code({
  LEGAL_REPRESENTATIVE_CHANGED: { zh: '法定代表人变更', en: 'new legal representative' },
  DEREGISTERED: { zh: '注销', en: 'deregistered' },
  LICENCE_REVOKED: { zh: '执照被吊销', en: 'business licence revoked' },
  ABNORMAL_LISTED: { zh: '列入经营异常名录', en: 'listed as abnormal' },
  ABNORMAL_REMOVED: { zh: '移出经营异常名录', en: 'taken off the abnormal list' },
  REPORT_ANNULLED: { zh: '此前报告系误报', en: 'an earlier report was wrong' },
});

const AUTHORITY_CHANGE = code({
  GIVEN: { zh: '新增可办理的人', en: 'somebody more may act' },
  ENDED: { zh: '有人不再办理', en: 'somebody may act no more' },
  RULE: { zh: '同意人数规则变更', en: 'how many must agree was changed' },
});

const INITIATOR = code({
  OWNER: { zh: '企业', en: 'the enterprise' },
  PARTICIPANT: { zh: '银行', en: 'the bank' },
  OPERATOR: { zh: '平台', en: 'the platform' },
  SYSTEM: { zh: '系统', en: 'the system' },
});

const STATUS = code({
  APPLIED: { zh: '已申请', en: 'applied' },
  SANDBOX: { zh: '沙箱测试', en: 'in the sandbox' },
  CERTIFIED: { zh: '测试通过', en: 'certified' },
  ACTIVE: { zh: '已启用', en: 'active' },
  SUSPENDED: { zh: '已暂停', en: 'suspended' },
  WITHDRAWN: { zh: '已退出', en: 'withdrawn' },
});

/** Of an application or a key of one. */
const PROGRAM_STATUS = code({
  SUSPENDED: { zh: '已暂停', en: 'suspended' },
  REINSTATED: { zh: '已恢复', en: 'reinstated' },
});

const STATUS_REASON = code({
  ADMITTED: { zh: '准入通过', en: 'admitted' },
  TESTS_PASSED: { zh: '测试通过', en: 'tests passed' },
  CONTRACT_SIGNED: { zh: '合同已签', en: 'contract signed' },
  SECURITY_INCIDENT: { zh: '安全事件', en: 'security incident' },
  KEY_COMPROMISED: { zh: '密钥泄露', en: 'key compromised' },
  LICENCE_ENDED: { zh: '许可到期', en: 'licence ended' },
  MISUSE: { zh: '违规使用', en: 'misuse' },
  CONTRACT_ENDED: { zh: '合同终止', en: 'contract ended' },
  AT_OWN_REQUEST: { zh: '本机构申请', en: 'at its own request' },
  REINSTATED: { zh: '恢复', en: 'reinstated' },
  SUPERVISORY_ORDER: { zh: '监管要求', en: 'supervisory order' },
  OTHER: { zh: '其他', en: 'other' },
});

const LICENCE = code({
  FINANCIAL_LICENCE: { zh: '金融许可证', en: 'financial licence' },
  DATA_OPERATION_AUTHORISATION: { zh: '公共数据授权运营', en: 'data operation authorisation' },
  OTHER: { zh: '其他许可', en: 'other licence' },
});

const PROPOSAL = code({
  PARTICIPANT_STATUS: { zh: '参与方状态变更', en: 'change of a participant’s status' },
  STAFF: { zh: '人员角色变更', en: 'change of staff roles' },
  APPLICATION_KEY: { zh: '应用密钥登记', en: 'registration of a key' },
  OTHER: { zh: '待复核事项', en: 'act of another person' },
});

const CASE_STATUS = code({
  ANSWERED: { zh: '已答复', en: 'answered' },
  CLOSED: { zh: '已办结', en: 'closed' },
});

/** The same for a bank and for an owner, each with her own page. */
const caseUpdated = (page: '/portal/' | '/my/cases') =>
  define({
    parameters: { case: id, status: CASE_STATUS },
    page,
    sms: { zh: '您的工单{status}，请登录信桥查看。', en: 'Your case is {status}. Sign in to read it.' },
    title: { zh: '工单{status}', en: 'Your case is {status}' },
    text: {
      zh: '您的工单{status}，请登录查看。\n\n工单编号：{case}',
      en: 'Your case is {status}. Sign in to read it.\n\nCase number: {case}',
    },
  });

/**
 * Every message the platform sends to people, in both languages. Closed: whoever wants to say something else adds a
 * template, and its parameters with it.
 */
export const MESSAGE_TEMPLATES = {
  'consent-asked': define({
    parameters: { bank: name, words: name, until: moment },
    page: '/my',
    sms: {
      zh: '{bank}请求查看企业数据。请于{until}前在信桥“我的授权”答复。',
      en: '{bank} asks to see data of your enterprise. Answer by {until} under My consents.',
    },
    title: { zh: '有一项数据授权请您答复', en: 'A bank asks for your consent' },
    text: {
      zh: '{bank}请求查看企业数据，请您同意或拒绝。\n\n核对码：{words}\n答复期限：{until}\n\n请核对银行告诉您的核对码。不是您在办理的，请拒绝。不答复即不提供任何数据。',
      en: '{bank} asks to see data of your enterprise. You may agree or refuse.\n\nWords to compare: {words}\nAnswer by: {until}\n\nCompare them with what the bank told you. If you know nothing of it, refuse. Without an answer nothing is shown.',
    },
  }),
  'consent-code': define({
    parameters: {
      ...{ bank: name, enterprise: secretName, purpose: PURPOSE, number: reference },
      ...{ notice: secretText, code: secret },
    },
    page: '/my',
    always: true,
    sms: {
      zh: '{bank}为{purpose}查看{enterprise}数据({number})。同意才把{code}念给代办员',
      en: '{bank} wants data of {enterprise}: {purpose}, {number}. Agree? Read {code} to the agent',
    },
    title: { zh: '数据授权确认码', en: 'Code for a consent' },
    text: {
      zh: '{bank}请求查看{enterprise}的数据，代办员正在为您办理。\n\n用途：{purpose}\n请求编号：{number}\n确认码：{code}\n\n把确认码念给代办员，就是您同意下面的全部内容，不多也不少。不同意、不知情，或代办员念的与此不同，请不要告诉任何人。确认码 5 分钟内有效。\n\n{notice}',
      en: '{bank} asks to see data of {enterprise}, and an agent is helping you.\n\nWhat for: {purpose}\nNumber of the request: {number}\nCode: {code}\n\nReading it out to the agent means that you agree to all that follows, no more and no less. If you do not agree, know nothing of it, or the agent read something else to you, tell nobody. It is good for 5 minutes.\n\n{notice}',
    },
  }),
  'consent-granted': define({
    parameters: { bank: name, at: moment },
    page: '/my',
    always: true,
    sms: {
      zh: '您已于{at}同意{bank}查看企业数据。如非本人操作，请在信桥“我的授权”停止。',
      en: 'At {at} you let {bank} see data of your enterprise. Not you? Stop it under My consents.',
    },
    title: { zh: '您同意了一项数据授权', en: 'You agreed to a consent' },
    text: {
      zh: '您已于{at}同意{bank}查看企业数据。\n\n您可随时暂停或停止，并查看每一次读取。如非本人操作，请立即停止并向平台反映。',
      en: 'At {at} you let {bank} see data of your enterprise.\n\nYou can pause or stop it at any time and see every reading. If this was not you, stop it now and tell us.',
    },
  }),
  'consent-ended': define({
    parameters: { bank: name, by: INITIATOR, reason: END_REASON, at: moment },
    page: '/my',
    always: true,
    sms: {
      zh: '{bank}的数据授权已于{at}结束（{by}：{reason}），不再提供数据。',
      en: 'The consent of {bank} ended at {at} ({by}: {reason}). Nothing more is shown.',
    },
    title: { zh: '一项数据授权已结束', en: 'A consent has ended' },
    text: {
      zh: '{bank}的数据授权已于{at}结束，不再提供数据。\n\n结束方：{by}\n原因：{reason}',
      en: 'The consent of {bank} ended at {at}. Nothing more is shown.\n\nEnded by: {by}\nReason: {reason}',
    },
  }),
  'consent-changed': define({
    parameters: { bank: name, change: CONSENT_CHANGE, at: moment },
    page: '/my',
    always: true,
    sms: {
      zh: '{bank}的数据授权已于{at}{change}。如非本人操作，请在信桥“我的授权”停止。',
      en: 'The consent of {bank} was {change} at {at}. Not you? Stop it under My consents.',
    },
    title: { zh: '一项数据授权已{change}', en: 'A consent was {change}' },
    text: {
      zh: '{bank}的数据授权已于{at}{change}。\n\n现行内容和回执请见“我的授权”，可随时暂停或停止。如非本人操作，请立即停止并向平台反映。',
      en: 'The consent of {bank} was {change} at {at}.\n\nWhat it covers now, and the receipt, stand under My consents; you can pause or stop it at any time. If this was not you, stop it now and tell us.',
    },
  }),
  'consent-paused': define({
    parameters: { bank: name, reason: PAUSE_REASON, at: moment },
    page: '/my',
    always: true,
    sms: {
      zh: '{bank}的数据授权已于{at}暂停（{reason}），暂停期间不提供数据。',
      en: '{bank}: consent paused {at} ({reason}). Nothing is shown meanwhile.',
    },
    title: { zh: '一项数据授权已暂停', en: 'A consent is paused' },
    text: {
      zh: '{bank}的数据授权已于{at}暂停，暂停期间不提供数据。\n\n原因：{reason}\n\n恢复或停止须由有权代表企业的人在“我的授权”办理。',
      en: 'The consent of {bank} is paused since {at}. Nothing is shown meanwhile.\n\nReason: {reason}\n\nSomebody who may act for the enterprise can let it go on, or stop it, under My consents.',
    },
  }),
  'registry-reported': define({
    parameters: { change: REGISTRY_CHANGE },
    page: '/my/firm',
    always: true,
    sms: {
      zh: '登记机关报告您的企业：{change}。受影响的授权已暂停，请在信桥核对。',
      en: 'The registry reports of your enterprise: {change}. Look at its consents under My firm.',
    },
    title: { zh: '登记变更：{change}', en: 'The registry reports: {change}' },
    text: {
      zh: '登记机关报告您的企业：{change}。\n\n受影响的数据授权已自动暂停，不会自动恢复。须由目前有权代表企业的人在信桥恢复或停止。',
      en: 'The registry reports of your enterprise: {change}.\n\nConsents that this concerns rest and do not go on by themselves. Somebody who may act for the enterprise now can let them go on, or stop them.',
    },
  }),
  'authority-changed': define({
    parameters: { change: AUTHORITY_CHANGE },
    page: '/my/firm',
    always: true,
    sms: {
      zh: '您企业的代理权有变化：{change}。如不知情，请在信桥核对。',
      en: 'Your enterprise: {change}. Not expected? Look under My firm.',
    },
    title: { zh: '企业代理权变化：{change}', en: 'Who may act for your firm: {change}' },
    text: {
      zh: '您企业的代理权有变化：{change}。\n\n此前已作出的同意仍然有效，可随时停止。如不知情，请立即在“谁可以代表我的企业”核对。',
      en: 'Who may act for your enterprise has changed: {change}.\n\nWhat was agreed before stays in force until it is stopped. If you did not expect this, look under Who may act for my firm now.',
    },
  }),
  'contact-ended': define({
    parameters: { at: moment },
    page: '/my',
    always: true,
    sms: {
      zh: '此联系方式已于{at}被更换或删除，不再接收通知。如非本人操作，请立即登录信桥核对。',
      en: 'This address gets no more messages since {at}. Not you? Sign in and look now.',
    },
    title: { zh: '您的联系方式已更换或删除', en: 'Your address was replaced or removed' },
    text: {
      zh: '此联系方式已于{at}被更换或删除，以后的通知和确认码不再发到这里。\n\n如非本人操作，请立即登录信桥，在“接收通知”改回来，并核对有哪些授权。',
      en: 'This address was replaced or removed at {at}. Messages and codes no longer go here.\n\nIf this was not you, sign in now, set it again, and look at which consents there are.',
    },
  }),
  'consent-stop-acknowledged': define({
    parameters: { bank: name, stoppedAt: moment, at: moment },
    page: '/my',
    sms: {
      zh: '{bank}已于{at}确认停止使用您的数据（{stoppedAt}停止）。',
      en: '{bank} acknowledged at {at} that its consent stopped at {stoppedAt}.',
    },
    title: { zh: '银行已确认停止', en: 'The bank acknowledged the stop' },
    text: {
      zh: '{bank}的数据授权已于{stoppedAt}停止，银行已于{at}签名确认。',
      en: 'The consent of {bank} stopped at {stoppedAt}. The bank acknowledged it, signed, at {at}.',
    },
  }),
  'consent-reminder': define({
    parameters: { bank: name, since: day, until: day },
    page: '/my',
    sms: {
      zh: '您对{bank}的数据授权自{since}起有效，至{until}止，可在“我的授权”停止。',
      en: '{bank} may read your data since {since}, until {until}. Stop it under My consents.',
    },
    title: { zh: '提醒：一项数据授权仍然有效', en: 'A reminder: a consent is still in force' },
    text: {
      zh: '您对{bank}的数据授权自{since}起有效，至{until}自动到期。\n\n如不再需要，可随时在“我的授权”暂停或停止，与同意同样方便。',
      en: 'You let {bank} read data of your enterprise since {since}; it ends by itself on {until}.\n\nIf it is no longer needed, pause or stop it under My consents at any time, as easily as you agreed.',
    },
  }),
  'participant-status-changed': define({
    parameters: { participant: name, from: STATUS, to: STATUS, reason: STATUS_REASON, at: moment },
    page: '/portal/',
    always: true,
    sms: {
      zh: '{participant}于{at}由“{from}”变更为“{to}”，原因：{reason}。',
      en: '{participant} was {from} and is {to} since {at}. Reason: {reason}.',
    },
    title: { zh: '参与方状态变更：{to}', en: 'Status of a participant: {to}' },
    text: {
      zh: '{participant}的状态已变更。\n\n原状态：{from}\n现状态：{to}\n时间：{at}\n原因：{reason}',
      en: 'The status of {participant} has changed.\n\nBefore: {from}\nNow: {to}\nSince: {at}\nReason: {reason}',
    },
  }),
  'application-status-changed': define({
    parameters: { application: name, status: PROGRAM_STATUS, reason: STATUS_REASON, at: moment },
    page: '/portal/',
    sms: {
      zh: '应用“{application}”于{at}{status}，原因：{reason}。',
      en: 'The application “{application}” was {status} at {at}. Reason: {reason}.',
    },
    title: { zh: '应用{status}', en: 'An application was {status}' },
    text: {
      zh: '应用“{application}”{status}。\n\n时间：{at}\n原因：{reason}\n\n被暂停的应用不能调用平台。',
      en: 'The application “{application}” was {status}.\n\nSince: {at}\nReason: {reason}\n\nA suspended application is refused.',
    },
  }),
  'key-status-changed': define({
    parameters: { application: name, key: name, status: PROGRAM_STATUS, reason: STATUS_REASON, at: moment },
    page: '/portal/',
    sms: {
      zh: '应用“{application}”的密钥于{at}{status}，原因：{reason}。',
      en: 'A key of “{application}” was {status} at {at}. Reason: {reason}.',
    },
    title: { zh: '应用密钥{status}', en: 'A key was {status}' },
    text: {
      zh: '应用“{application}”的密钥“{key}”{status}。\n\n时间：{at}\n原因：{reason}\n\n被暂停的密钥签名的调用会被拒绝。',
      en: 'The key “{key}” of “{application}” was {status}.\n\nSince: {at}\nReason: {reason}\n\nCalls signed with a suspended key are refused.',
    },
  }),
  'key-revoked': define({
    parameters: { application: name, key: name, at: moment },
    page: '/portal/',
    sms: {
      zh: '应用“{application}”的密钥已于{at}吊销。如不知情，请立即核实。',
      en: 'A key of “{application}” was revoked at {at}. Not you? Find out now.',
    },
    title: { zh: '应用密钥已吊销', en: 'A key was revoked' },
    text: {
      zh: '应用“{application}”的密钥“{key}”已于{at}吊销，不会恢复。\n\n如不知情，请立即核实。',
      en: 'The key “{key}” of “{application}” was revoked at {at} for good.\n\nIf you know nothing of it, find out now.',
    },
  }),
  'key-expiring': define({
    parameters: { application: name, key: name, expiresAt: moment },
    page: '/portal/',
    sms: {
      zh: '应用“{application}”的密钥将于{expiresAt}到期，请尽快登记新密钥。',
      en: 'A key of “{application}” expires at {expiresAt}. Register the next one soon.',
    },
    title: { zh: '应用密钥即将到期', en: 'A key is about to expire' },
    text: {
      zh: '应用“{application}”的密钥“{key}”将于{expiresAt}到期，到期后该密钥签名的调用会被拒绝。\n\n请尽快登记新密钥；新旧密钥可同时使用。',
      en: 'The key “{key}” of “{application}” expires at {expiresAt}. Calls signed with it are refused from then on.\n\nRegister the next one soon; both work side by side.',
    },
  }),
  'licence-expiring': define({
    parameters: { licence: LICENCE, validTo: day },
    page: '/portal/',
    sms: {
      zh: '许可“{licence}”将于{validTo}届满，此后停止服务。请尽快提交新许可。',
      en: 'Your {licence} ends on {validTo}; nothing is served after it. Hand in the new one.',
    },
    title: { zh: '业务许可即将届满', en: 'A licence is about to end' },
    text: {
      zh: '许可“{licence}”的最后有效日为{validTo}，此后平台停止提供服务。\n\n请尽快提交新的许可。',
      en: 'The last day of your {licence} is {validTo}. Nothing is served after it.\n\nHand in the new one soon.',
    },
  }),
  'proposal-waiting': define({
    parameters: { proposal: PROPOSAL, until: moment },
    page: '/operator/',
    sms: {
      zh: '有一项“{proposal}”等待复核，截至{until}。请登录信桥运营台。',
      en: 'A {proposal} waits for a second person until {until}. Sign in to decide.',
    },
    title: { zh: '有事项等待复核', en: 'An act waits for a second person' },
    text: {
      zh: '有一项“{proposal}”等待另一位有权人员复核，截至{until}，逾期作废。',
      en: 'A {proposal} waits for a second person until {until}; after that it is void.',
    },
  }),
  'break-glass-opened': define({
    parameters: { at: moment, until: moment },
    page: '/operator/',
    always: true,
    sms: {
      zh: '紧急操作已于{at}开启，最迟{until}结束，须由他人复核。',
      en: 'Emergency access was opened at {at} until {until}. Somebody else must review it.',
    },
    title: { zh: '紧急操作已开启', en: 'Emergency access was opened' },
    text: {
      zh: '一名运营人员已于{at}开启单人紧急操作，最迟{until}结束。\n\n事后须由另一人复核。如不知情，请立即核实。',
      en: 'At {at} a member of staff opened emergency access to act alone, until {until} at the latest.\n\nSomebody else must review it. If you know nothing of it, find out now.',
    },
  }),
  'case-updated': caseUpdated('/portal/'),
  'own-case-updated': caseUpdated('/my/cases'),
} as const satisfies Readonly<Record<string, MessageTemplate<Readonly<Record<string, Parameter>>>>>;

export type MessageTemplateName = keyof typeof MESSAGE_TEMPLATES;
export const MESSAGE_TEMPLATE_NAMES = Object.keys(MESSAGE_TEMPLATES) as [
  MessageTemplateName,
  ...MessageTemplateName[],
];

type ValueOf<P> = P extends Parameter<infer Value> ? Value : never;
/** What a message of this template is made of. */
export type MessageParameters<Name extends MessageTemplateName> = {
  readonly [P in keyof (typeof MESSAGE_TEMPLATES)[Name]['parameters']]: ValueOf<
    (typeof MESSAGE_TEMPLATES)[Name]['parameters'][P]
  >;
};
