import type { LocalizedText } from '../values/index.ts';
import { code, day, id, moment, name, type Parameter } from './parameter.ts';

/** A kind of message to people. Texts name their parameters in braces: `{bank}`. */
export interface MessageTemplate<Parameters extends Readonly<Record<string, Parameter>>> {
  /** Everything the message may tell, and nothing else. */
  readonly parameters: Parameters;
  /** Page of ours it leads to; e-mail only, because a link in a text message is what frauds look like. */
  readonly page: '/my' | '/my/cases' | '/portal/' | '/operator/';
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

const END_REASON = code({
  OWNER_STOPPED: { zh: '已停止授权', en: 'it was stopped' },
  NO_LONGER_NEEDED: { zh: '不再需要', en: 'no longer needed' },
  LOAN_CLOSED: { zh: '贷款已结清', en: 'loan repaid' },
  TERM_OVER: { zh: '期限届满', en: 'its term is over' },
  OTHER: { zh: '其他', en: 'other' },
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
  'consent-granted': define({
    parameters: { bank: name, at: moment },
    page: '/my',
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
  'participant-status-changed': define({
    parameters: { participant: name, from: STATUS, to: STATUS, reason: STATUS_REASON, at: moment },
    page: '/portal/',
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

/**
 * What nobody can keep from being told by using up the day's messages of an address: consents, standing and
 * emergencies.
 */
export const ALWAYS_TOLD: ReadonlySet<MessageTemplateName> = new Set([
  'consent-granted',
  'consent-ended',
  'participant-status-changed',
  'break-glass-opened',
]);

type ValueOf<P> = P extends Parameter<infer Value> ? Value : never;
/** What a message of this template is made of. */
export type MessageParameters<Name extends MessageTemplateName> = {
  readonly [P in keyof (typeof MESSAGE_TEMPLATES)[Name]['parameters']]: ValueOf<
    (typeof MESSAGE_TEMPLATES)[Name]['parameters'][P]
  >;
};
