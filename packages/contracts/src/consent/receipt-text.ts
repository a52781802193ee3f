import { type Instant, periodInWords } from '../values/index.ts';
import { isoOf, shanghaiWallMs } from '../values/shanghai.ts';
import type { ConsentReceipt } from './consent-receipt.ts';
import * as words from './receipt-words.ts';

/** One line of a receipt for people. */
export interface ReceiptLine {
  readonly label: string;
  readonly text: string;
}

export interface ReceiptTextOptions {
  /** Names by pseudonym, for whoever may know them: the owner. Default: pseudonyms are shown as they are. */
  readonly names?: Readonly<Record<string, string>>;
}

const TEXT = {
  'zh-CN': {
    title: '数据授权回执',
    number: '回执编号',
    event: '事项',
    at: '时间',
    by: '发起方',
    reason: '原因',
    changed: '变更内容',
    who: '数据提供方',
    bank: '数据使用方',
    purpose: '用途',
    items: '数据项',
    level: '披露程度',
    range: '数据时间范围',
    rangeOf: (from: string, to: string) => `${from} 至 ${to}`,
    often: '获取次数',
    once: '一次',
    several: '授权期内可多次',
    atMost: (value: number, unit: string) => `，${unit}最多 ${value} 次`,
    term: '授权期限',
    life: '保存期限',
    lifeOf: (period: string) => `银行最迟在读取后 ${period}删除`,
    approvals: '同意人',
    as: (capacity: string) => `（${capacity}）`,
    agreedAt: (when: string) => `，${when} 同意`,
    how: (way: string) => `，${way}`,
    agent: '代办',
    agentOf: (place: string) => `（${place}）`,
    withdraw: '如何停止',
    withdrawAt: (url: string) => `随时可暂停或停止，与同意同样方便：${url}`,
    rights: '异议与投诉',
    notice: '所示文字的摘要',
    artefact: '授权凭证的摘要',
    entry: '日志条目',
    joint: '、',
    end: '；',
    colon: '：',
  },
  en: {
    title: 'Receipt of a consent',
    number: 'Receipt number',
    event: 'What happened',
    at: 'When',
    by: 'By',
    reason: 'Why',
    changed: 'What changed',
    who: 'Whose data',
    bank: 'Who may read',
    purpose: 'What for',
    items: 'Which data',
    level: 'How much of it',
    range: 'From when',
    rangeOf: (from: string, to: string) => `${from} to ${to}`,
    often: 'How often',
    once: 'once',
    several: 'several times while the consent lasts',
    atMost: (value: number, unit: string) => `, at most ${value} ${unit}`,
    term: 'How long it lasts',
    life: 'How long it is kept',
    lifeOf: (period: string) => `the bank deletes it at the latest ${period} after reading`,
    approvals: 'Who agreed',
    as: (capacity: string) => ` (${capacity})`,
    agreedAt: (when: string) => `, at ${when}`,
    how: (way: string) => `, ${way}`,
    agent: 'Prepared by',
    agentOf: (place: string) => ` (${place})`,
    withdraw: 'How to stop it',
    withdrawAt: (url: string) => `pause or stop it at any time, as easily as you agreed: ${url}`,
    rights: 'Objections and complaints',
    notice: 'Digest of the words shown',
    artefact: 'Digest of the artefact',
    entry: 'Entry of the log',
    joint: ', ',
    end: '; ',
    colon: ': ',
  },
} as const;

/** The lines of a receipt, in the order in which people read them. Pure: the same receipt, the same lines. */
export function receiptLines(
  receipt: ConsentReceipt,
  language: 'zh-CN' | 'en',
  { names = {} }: ReceiptTextOptions = {},
): ReceiptLine[] {
  const text = TEXT[language];
  const key = language === 'en' ? 'en' : 'zh';
  const said = (table: Parameters<typeof words.inWords>[0], code: string) => words.inWords(table, code, key);
  const person = (pseudonym: string) =>
    Object.hasOwn(names, pseudonym) ? (names[pseudonym] as string) : pseudonym;
  const { event, frequency, assistance, purpose } = receipt;
  const several =
    text.several + (frequency === null ? '' : text.atMost(frequency.value, said(words.UNIT, frequency.unit)));
  return [
    { label: text.number, text: receipt.receiptNumber },
    { label: text.event, text: said(words.ACT, event.act) },
    { label: text.at, text: wallTime(event.at) },
    { label: text.by, text: said(words.INITIATOR, event.by) },
    ...(event.reason === null ? [] : [{ label: text.reason, text: said(words.REASON, event.reason) }]),
    // What a new consent covers is all below.
    ...(event.changed.length === 0 || event.act === 'GRANT'
      ? []
      : [
          {
            label: text.changed,
            text: event.changed.map((name) => said(words.ATTRIBUTE, name)).join(text.joint),
          },
        ]),
    { label: text.who, text: receipt.piiPrincipal.name },
    { label: text.bank, text: receipt.piiController.name[key] },
    { label: text.purpose, text: purpose.text[key] },
    { label: text.items, text: receipt.dataItems.map(({ name }) => name[key]).join(text.joint) },
    { label: text.level, text: said(words.LEVEL, receipt.disclosure) },
    { label: text.range, text: text.rangeOf(receipt.range.from, receipt.range.to) },
    { label: text.often, text: receipt.fetchType === 'ONETIME' ? text.once : several },
    { label: text.term, text: text.rangeOf(wallTime(receipt.startsAt), wallTime(receipt.expiresAt)) },
    { label: text.life, text: text.lifeOf(periodInWords(receipt.dataLife, key)) },
    {
      label: text.approvals,
      text: receipt.approvals
        .map(
          (approval) =>
            person(approval.person) +
            text.as(said(words.CAPACITY, approval.capacity)) +
            text.agreedAt(wallTime(approval.approvedAt)) +
            (approval.confirmation === undefined
              ? ''
              : text.how(said(words.CONFIRMATION, approval.confirmation))),
        )
        .join(text.end),
    },
    ...(assistance === undefined
      ? []
      : [
          {
            label: text.agent,
            text: [
              person(assistance.agent) + text.agentOf(assistance.place.name),
              said(words.PRESENCE, assistance.presence),
              said(words.CONFIRMATION, assistance.confirmation),
            ].join(text.end),
          },
        ]),
    { label: text.withdraw, text: text.withdrawAt(receipt.withdrawalUrl) },
    { label: text.rights, text: receipt.rightsUrl },
    { label: text.notice, text: `SHA-256 ${receipt.notice.hash}` },
    { label: text.artefact, text: `SHA-256 ${receipt.artefactHash}` },
    { label: text.entry, text: event.entryId },
  ];
}

/** A receipt as plain text, a line each, to keep or print. Pure: the same receipt, the same text. */
export function receiptText(
  receipt: ConsentReceipt,
  language: 'zh-CN' | 'en',
  options: ReceiptTextOptions = {},
): string {
  const { title, colon } = TEXT[language];
  const lines = receiptLines(receipt, language, options);
  return [title, ...lines.map(({ label, text }) => `${label}${colon}${text}`), ''].join('\n');
}

/** Title of a receipt. */
export const receiptTitle = (language: 'zh-CN' | 'en'): string => TEXT[language].title;

/** Day and second, Asia/Shanghai. */
const wallTime = (instant: Instant): string => isoOf(shanghaiWallMs(instant)).slice(0, 19).replace('T', ' ');
