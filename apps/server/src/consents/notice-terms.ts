import { DATA_ITEMS } from '@xinqiao/catalogue';
import {
  type Consent,
  type DataItemId,
  dateOf,
  type FetchType,
  type Frequency,
  type Instant,
  LEVEL_WORDS,
  type Period,
  periodInWords,
  UNIT_WORDS,
} from '@xinqiao/contracts';
import { type Language, textKey } from '../http/request-language.ts';
import type { NoticeLine } from './notice.ts';

/** What is agreed to, as far as the notice speaks of it. */
export interface NoticeTerms {
  readonly consent: Pick<Consent, 'purpose' | 'items' | 'disclosure' | 'range' | 'dataLife'>;
  /** How long the consent lasts from the moment of agreement, ISO 8601 duration. */
  readonly validity: Period;
  /** When it ends, where that is known already: of a living consent, and of one that is changed but not prolonged. */
  readonly expiresAt?: Instant | null;
  readonly fetchType: FetchType;
  /** Most deliveries per period; null and absent without limit. */
  readonly frequency?: Frequency | null;
}

const WORDS = {
  'zh-CN': {
    items: '查看哪些数据',
    level: '看到什么程度',
    range: '哪段时间的数据',
    rangeOf: (from: string, to: string) => `${from} 至 ${to}`,
    often: '查看几次',
    once: '一次',
    several: '授权期内可多次',
    atMost: ({ unit, value }: Frequency) => `，${UNIT_WORDS[unit].zh}最多 ${value} 次`,
    lasts: '多长时间有效',
    lastsFor: (period: string, kept: string) => `同意后 ${period}自动到期；银行最迟在读取后 ${kept}删除数据`,
    lastsUntil: (day: string, kept: string) => `${day} 自动到期；银行最迟在读取后 ${kept}删除数据`,
  },
  en: {
    items: 'Which data',
    level: 'How much of it',
    range: 'From when',
    rangeOf: (from: string, to: string) => `${from} to ${to}`,
    often: 'How often',
    once: 'once',
    several: 'several times while the consent lasts',
    atMost: ({ unit, value }: Frequency) => `, at most ${value} ${UNIT_WORDS[unit].en}`,
    lasts: 'For how long',
    lastsFor: (period: string, kept: string) =>
      `the consent ends by itself after ${period}; the bank deletes the data at the latest ${kept} after reading it`,
    lastsUntil: (day: string, kept: string) =>
      `the consent ends by itself on ${day}; the bank deletes the data at the latest ${kept} after reading it`,
  },
} as const;

export const itemNames = (items: readonly { readonly item: DataItemId }[], language: Language): string[] =>
  items.map(({ item }) => DATA_ITEMS[item].name[textKey(language)]);

/** The lines that say what is agreed to, by what they are about. */
export function termLines(terms: NoticeTerms, language: Language) {
  const text = WORDS[language];
  const { items, disclosure, range, dataLife } = terms.consent;
  const { expiresAt, frequency } = terms;
  const kept = periodInWords(dataLife, textKey(language));
  const often =
    terms.fetchType === 'ONETIME' ? text.once : `${text.several}${frequency ? text.atMost(frequency) : ''}`;
  return {
    items: {
      label: text.items,
      text: itemNames(
        items.map((item) => ({ item })),
        language,
      ),
      items,
    },
    level: { label: text.level, text: LEVEL_WORDS[disclosure][textKey(language)] },
    range: { label: text.range, text: text.rangeOf(range.from, range.to) },
    often: { label: text.often, text: often },
    lasts: {
      label: text.lasts,
      text: expiresAt
        ? text.lastsUntil(dateOf(expiresAt), kept)
        : text.lastsFor(periodInWords(terms.validity, textKey(language)), kept),
    },
  } as const satisfies Record<string, NoticeLine>;
}
