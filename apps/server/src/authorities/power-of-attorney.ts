import {
  CAPACITY_WORDS,
  type CalendarDate,
  dateOf,
  type Instant,
  type LocalizedText,
  PURPOSES,
  type PurposeCode,
} from '@xinqiao/contracts';
import { type Language, textKey } from '../http/request-language.ts';
import type { Terms } from './exceeds.ts';

export interface PowerOfAttorneyFacts {
  readonly firm: string;
  /** Code of the firm, a person’s in part. */
  readonly code: string;
  /** Name of whoever gives it. */
  readonly giver: string;
  /** In which capacity she gives it. */
  readonly giverCapacity: string;
  readonly attorney: string;
  readonly terms: Terms;
  /** Names of the banks it is limited to; none = all. */
  readonly banks: readonly string[];
  /** Day it is made, Asia/Shanghai. */
  readonly date: CalendarDate;
}

export const LEVELS: Readonly<Record<string, LocalizedText>> = {
  ANSWER: { zh: '仅结论', en: 'answers only' },
  INDICATORS: { zh: '至指标', en: 'up to indicators' },
  RECORDS: { zh: '至明细', en: 'up to records' },
};

/** Last day of something that ends at an instant. */
export const lastDay = (validTo: Date): CalendarDate =>
  dateOf(new Date(validTo.getTime() - 1).toISOString() as Instant);

/** How far an authority reaches, line by line. */
export function reachInWords(
  {
    purposes,
    maxDisclosure,
    validTo,
  }: Pick<Terms, 'purposes' | 'maxDisclosure'> & { readonly validTo: Date | null },
  banks: readonly string[],
  language: Language,
): readonly (readonly [label: string, text: string])[] {
  const key = textKey(language);
  const zh = key === 'zh';
  const list = (items: readonly string[]) => items.join(zh ? '、' : ', ');
  return [
    [
      zh ? '用途' : 'Purposes',
      purposes.length === 0
        ? zh
          ? '全部'
          : 'all'
        : list(purposes.map((each) => PURPOSES[each as PurposeCode][key])),
    ],
    [zh ? '银行' : 'Banks', banks.length === 0 ? (zh ? '全部' : 'all') : list(banks)],
    [
      zh ? '提供程度' : 'Disclosure',
      maxDisclosure === null ? (zh ? '不限' : 'no limit') : (LEVELS[maxDisclosure]?.[key] ?? maxDisclosure),
    ],
    [zh ? '截至' : 'Until', validTo === null ? (zh ? '不限' : 'no end') : lastDay(validTo)],
  ];
}

/** Text of a power of attorney (民法典 arts. 165, 169). Its hash stands with the authority that comes of it. */
export function powerOfAttorney(facts: PowerOfAttorneyFacts, language: Language): string {
  const { firm, code, giver, giverCapacity, attorney, terms, banks, date } = facts;
  const reach = reachInWords(terms, banks, language);
  const officer = terms.capacity === 'FINANCE_OFFICER';
  const lines =
    textKey(language) === 'zh'
      ? [
          '授权委托书',
          `委托人：${firm}（代码 ${code}），由${CAPACITY_WORDS[giverCapacity]?.zh ?? ''}${giver}作出。`,
          `受托人：${attorney}（${CAPACITY_WORDS[terms.capacity]?.zh}）。`,
          '委托事项：在信桥平台代表委托人同意、变更、续期、暂停、恢复和停止对银行的数据授权，并查看相关记录。',
          ...reach.map(([label, text]) => `${label}：${text}`),
          officer
            ? '转委托：受托人可在上述范围和期限内再委托代理人；代理人不得再行委托。'
            : '转委托：受托人不得再行委托。',
          '委托人可随时收回本委托。收回后，受托人及其所委托的代理人不得再办理；此前已作出的同意仍然有效，委托人可另行停止。',
          `日期：${date}`,
        ]
      : [
          'Power of attorney',
          `Principal: ${firm} (code ${code}), by its ${CAPACITY_WORDS[giverCapacity]?.en ?? ''} ${giver}.`,
          `Attorney: ${attorney} (${CAPACITY_WORDS[terms.capacity]?.en}).`,
          'Matter: to agree to, change, renew, pause, resume and stop consents to banks on Xinqiao for the principal, and to read their records.',
          ...reach.map(([label, text]) => `${label}: ${text}`),
          officer
            ? 'Further proxies: within this reach and time the attorney may appoint proxies, who may not pass it on.'
            : 'Further proxies: none may be appointed.',
          'The principal may take this back at any time. The attorney and any proxy she appointed may then act no more; what they agreed to before stays in force until the principal stops it.',
          `Date: ${date}`,
        ];
  return `${lines.join('\n')}\n`;
}
