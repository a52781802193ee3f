import { createHash } from 'node:crypto';
import { DATA_ITEMS } from '@xinqiao/catalogue';
import type { PersonDuties } from '@xinqiao/consent';
import { type Consent, type Period, PURPOSES } from '@xinqiao/contracts';
import { type Language, textKey } from '../http/request-language.ts';

/** One line of the notice: what it is about and what it says. */
export interface NoticeLine {
  readonly label: string;
  readonly text: string | readonly string[];
}

/** What the owner is told before she answers (PIPL arts. 17, 23, 24, 29; 征信业管理条例 art. 14), line by line. */
export interface Notice {
  readonly language: Language;
  readonly title: string;
  readonly lines: readonly NoticeLine[];
}

export interface NoticeFacts {
  readonly consent: Pick<Consent, 'purpose' | 'items' | 'disclosure' | 'range' | 'dataLife'>;
  /** How long the consent will last, ISO 8601 duration. */
  readonly validity: Period;
  readonly fetchType: 'ONETIME' | 'PERIODIC';
  /** Name of the bank. */
  readonly bank: string;
  /** Registered name of the enterprise. */
  readonly enterprise: string;
  /** What the law asks beyond that towards this subject. */
  readonly duties: Pick<PersonDuties, 'adverseEffectWarning' | 'humanReviewOfDecline'>;
}

const DISCLOSURE = {
  ANSWER: { zh: '只给出是或否，不给出数字', en: 'only yes or no, no figures' },
  INDICATORS: { zh: '只给出汇总指标，不给出明细', en: 'only computed figures, no single records' },
  RECORDS: { zh: '给出明细记录', en: 'the records themselves' },
} as const;

/** Words for a period: `P6M` is 6 个月 or 6 months. */
export function periodInWords(period: Period, language: Language): string {
  const [, number = '', unit = ''] = /^P(\d+)([DMY])$/.exec(period) ?? [];
  const words = { D: ['天', 'day'], M: ['个月', 'month'], Y: ['年', 'year'] }[unit] ?? ['', ''];
  return language === 'en' ? `${number} ${words[1]}${number === '1' ? '' : 's'}` : `${number} ${words[0]}`;
}

/** Writes the notice in one language. The page shows these words and the receipt carries their hash. */
export function noticeOf(
  { consent, validity, fetchType, bank, enterprise, duties }: NoticeFacts,
  language: Language,
): Notice {
  const key = textKey(language);
  const items = consent.items.map((item) => DATA_ITEMS[item].name[key]);
  const { from, to } = consent.range;
  const lasts = periodInWords(validity, language);
  const kept = periodInWords(consent.dataLife, language);
  if (language === 'en')
    return {
      language,
      title: `${bank} asks to see data of ${enterprise}`,
      lines: [
        { label: 'Who asks', text: bank },
        { label: 'What for', text: PURPOSES[consent.purpose].en },
        { label: 'Which data', text: items },
        { label: 'How much of it', text: DISCLOSURE[consent.disclosure].en },
        { label: 'From when', text: `${from} to ${to}` },
        {
          label: 'How often',
          text: fetchType === 'ONETIME' ? 'once' : 'several times while the consent lasts',
        },
        {
          label: 'For how long',
          text: `the consent ends by itself after ${lasts}; the bank deletes the data at the latest ${kept} after reading it`,
        },
        ...personLines(duties, language),
        {
          label: 'How to stop',
          text: 'open “My consents” at any time and choose Stop; from that moment nothing more is shown. What the bank was shown before stays lawful',
        },
        {
          label: 'If you do not agree',
          text: 'nothing is shown; your dealings with government offices are not affected. The bank may be unable to decide on the loan',
        },
      ],
    };
  return {
    language,
    title: `${bank}请求查看${enterprise}的数据`,
    lines: [
      { label: '谁在请求', text: bank },
      { label: '用来做什么', text: PURPOSES[consent.purpose].zh },
      { label: '查看哪些数据', text: items },
      { label: '看到什么程度', text: DISCLOSURE[consent.disclosure].zh },
      { label: '哪段时间的数据', text: `${from} 至 ${to}` },
      { label: '查看几次', text: fetchType === 'ONETIME' ? '一次' : '授权期内可多次' },
      { label: '多长时间有效', text: `同意后 ${lasts}自动到期；银行最迟在读取后 ${kept}删除数据` },
      ...personLines(duties, language),
      {
        label: '怎样停止',
        text: '随时打开“我的授权”，点“停止”，从那一刻起不再提供任何数据；停止之前已经查看的仍然有效',
      },
      { label: '如果不同意', text: '不提供任何数据，不影响您办理其他政务事项；银行可能因此无法评估贷款' },
    ],
  };
}

/** What only a natural person is told. */
function personLines(
  { adverseEffectWarning, humanReviewOfDecline }: NoticeFacts['duties'],
  language: Language,
): NoticeLine[] {
  const key = textKey(language);
  return [
    ...(adverseEffectWarning ? [ADVERSE_EFFECT[key]] : []),
    ...(humanReviewOfDecline ? [HUMAN_REVIEW[key]] : []),
  ];
}

/** 征信业管理条例 art. 14. */
const ADVERSE_EFFECT = {
  zh: {
    label: '可能的不利影响',
    text: '您的收入、纳税等信息会用于评估您的信用；如果情况对您不利，银行可能不批准贷款、降低额度或提高利率',
  },
  en: {
    label: 'What may count against you',
    text: 'your income, taxes and the like are used to assess your credit; where they speak against you, the bank may refuse the loan, lower the limit or raise the rate',
  },
} as const;

/** PIPL art. 24 para. 3. */
const HUMAN_REVIEW = {
  zh: {
    label: '不由机器单独拒绝',
    text: '系统评估为不通过时，由银行人员复核后再决定；您可以要求说明理由',
  },
  en: {
    label: 'No refusal by a machine alone',
    text: 'where the assessment says no, a person at the bank reviews it before deciding; you may ask for the reasons',
  },
} as const;

/** The notice as plain text: exactly the words of the page. */
export const noticeText = ({ title, lines }: Notice): string =>
  [
    title,
    ...lines.map(({ label, text }) => `${label}: ${typeof text === 'string' ? text : text.join('; ')}`),
    '',
  ].join('\n');

/** SHA-256 of the notice’s text, base64url. */
export const noticeHash = (notice: Notice): string =>
  createHash('sha256').update(noticeText(notice)).digest('base64url');
