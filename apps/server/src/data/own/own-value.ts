import { computeIndicators, type ItemResult } from '@xinqiao/catalogue';
import type {
  CalendarDate,
  DataItemId,
  DataItemRecords,
  IndicatorName,
  IndicatorValue,
  LocalizedText,
} from '@xinqiao/contracts';
import { type Language, textKey } from '../../http/request-language.ts';

/** What the sources hold of her about one item, in a few words; or why there are none. */
export interface OwnValue {
  readonly item: DataItemId;
  readonly status: 'SHOWN' | 'NO_DATA' | 'UNAVAILABLE';
  readonly words: string;
}

const STATUS = {
  NO_DATA: { zh: '目前没有记录', en: 'nothing on record' },
  UNAVAILABLE: { zh: '暂时无法读取', en: 'currently unavailable' },
} as const;

const REGISTRY_STATUS: Readonly<Record<DataItemRecords['registration.profile']['status'], LocalizedText>> = {
  ACTIVE: { zh: '存续', en: 'active' },
  CANCELLED: { zh: '注销', en: 'cancelled' },
  REVOKED: { zh: '吊销', en: 'licence revoked' },
  MOVED_OUT: { zh: '迁出', en: 'moved away' },
  SUSPENDED: { zh: '歇业', en: 'suspended' },
};

/** `1234567.50` as people read it: 1,234,567.50. */
export const grouped = (amount: string): string => amount.replace(/\B(?=(\d{3})+(?=\.))/g, ',');

type Words<Item extends DataItemId> = (
  records: DataItemRecords[Item],
  figure: (name: IndicatorName) => IndicatorValue,
) => LocalizedText | undefined;

const amountWords =
  (name: IndicatorName, zh: string, en: string) =>
  (_records: unknown, figure: (name: IndicatorName) => IndicatorValue) => {
    const amount = figure(name);
    if (amount === null) return undefined;
    return { zh: `${zh} ${grouped(String(amount))} 元`, en: `${en}: ${grouped(String(amount))} yuan` };
  };

/** One line each: the figure by which an owner knows her own data again. */
const WORDS: { readonly [Item in DataItemId]: Words<Item> } = {
  'registration.profile': ({ status, establishedOn, legalRepresentative }) => ({
    zh: `${REGISTRY_STATUS[status].zh}，${establishedOn} 成立，法定代表人 ${legalRepresentative}`,
    en: `${REGISTRY_STATUS[status].en}, founded ${establishedOn}, legal representative ${legalRepresentative}`,
  }),
  'tax.vat-returns': amountWords('vatSales12', '近 12 个月申报销售额', 'Sales filed over the last 12 months'),
  'tax.credit-grades': (grades) => {
    const latest = grades.at(-1);
    return (
      latest && {
        zh: `${latest.year} 年度为 ${latest.grade} 级`,
        en: `Grade ${latest.grade} for ${latest.year}`,
      }
    );
  },
  'tax.arrears': (_arrears, figure) =>
    Number(figure('openArrears')) === 0
      ? { zh: '没有未缴欠税', en: 'No open arrears' }
      : amountWords('openArrears', '未缴欠税', 'Open arrears')(_arrears, figure),
  'invoice.summary': amountWords(
    'invoicedSales12',
    '近 12 个月净开票额',
    'Net invoiced sales over the last 12 months',
  ),
  'invoice.lines': (lines) => ({
    zh: `近 12 个月 ${lines.length} 张发票`,
    en: `${lines.length} invoices over the last 12 months`,
  }),
  'enforcement.records': (records) => {
    const open = records.filter(({ closedOn }) => closedOn === null).length;
    return open === 0
      ? { zh: '没有未结案件', en: 'No open case' }
      : { zh: `${open} 件未结案件`, en: `${open} open ${open === 1 ? 'case' : 'cases'}` };
  },
};

/** What to say of one item. A figure that cannot be computed from what there is counts as no record. */
export function ownValue(result: ItemResult, asOf: CalendarDate, language: Language): OwnValue {
  const { item, status } = result;
  const key = textKey(language);
  if (status === 'TIMEOUT' || status === 'UNAVAILABLE')
    return { item, status: 'UNAVAILABLE', words: STATUS.UNAVAILABLE[key] };
  const words = 'records' in result ? wordsOf(item, result.records as never, asOf) : undefined;
  return words === undefined
    ? { item, status: 'NO_DATA', words: STATUS.NO_DATA[key] }
    : { item, status: 'SHOWN', words: words[key] };
}

function wordsOf<Item extends DataItemId>(
  item: Item,
  records: DataItemRecords[Item],
  asOf: CalendarDate,
): LocalizedText | undefined {
  const figure = (name: IndicatorName) =>
    computeIndicators({ [item]: records } as Partial<DataItemRecords>, asOf, [name])[name] ?? null;
  return WORDS[item](records, figure);
}
