import { computeIndicators, type ItemResult } from '@xinqiao/catalogue';
import {
  type AmountCny,
  type CalendarDate,
  type DataItemId,
  type DataItemRecords,
  type IndicatorName,
  type IndicatorValue,
  type LocalizedText,
  sumAmounts,
  toAmountCny,
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
  MANY: { zh: '记录很多，不在此统计', en: 'many records, not counted here' },
  PARTIAL: { zh: '（记录不全）', en: ' (some records are missing)' },
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
  asOf: CalendarDate,
) => LocalizedText | undefined;

const amountWords =
  (name: IndicatorName, zh: string, en: string) =>
  (_records: unknown, figure: (name: IndicatorName) => IndicatorValue) => {
    const amount = figure(name);
    if (amount === null) return undefined;
    return { zh: `${zh} ${grouped(String(amount))} 元`, en: `${en}: ${grouped(String(amount))} yuan` };
  };

const TAXPAYER_STATE = {
  NORMAL: { zh: '正常', en: 'normal' },
  ABNORMAL: { zh: '非正常户', en: 'listed as abnormal' },
  SUSPENDED: { zh: '停业', en: 'suspended' },
  CANCELLED: { zh: '注销', en: 'cancelled' },
} as const;
const TAXPAYER_KIND = {
  GENERAL: { zh: '一般纳税人', en: 'general taxpayer' },
  SMALL_SCALE: { zh: '小规模纳税人', en: 'small-scale taxpayer' },
  OTHER: { zh: '其他纳税人', en: 'other taxpayer' },
} as const;

const summed = (amounts: readonly AmountCny[], zh: string, en: string): LocalizedText => {
  const sum = grouped(toAmountCny(sumAmounts(amounts)));
  return { zh: `近 12 个月${zh} ${sum} 元`, en: `${en} over the last 12 months: ${sum} yuan` };
};

/** How many there are, or that there is none. */
const numbered = (
  count: number,
  none: LocalizedText,
  some: (count: number) => LocalizedText,
): LocalizedText => (count === 0 ? none : some(count));

const plural = (count: number, one: string, several: string): string =>
  `${count} ${count === 1 ? one : several}`;

const isOpen = ({ closedOn }: { readonly closedOn: CalendarDate | null }): boolean => closedOn === null;

/**
 * One line each: the figure by which an owner knows her own data again. What lasts (a penalty on show, a breach not
 * settled, a fee still running) is said as it stands today; what happened, over the last twelve months. Of
 * shareholders, who may be other people, only the number is said.
 */
const WORDS: { readonly [Item in DataItemId]: Words<Item> } = {
  'registration.profile': ({ status, establishedOn, legalRepresentative }) => ({
    zh: `${REGISTRY_STATUS[status].zh}，${establishedOn} 成立，法定代表人 ${legalRepresentative}`,
    en: `${REGISTRY_STATUS[status].en}, founded ${establishedOn}, legal representative ${legalRepresentative}`,
  }),
  'registration.shareholders': (shareholders) => {
    const present = shareholders.filter(({ until }) => until === null).length;
    return present === 0
      ? undefined
      : { zh: `${present} 位股东`, en: plural(present, 'shareholder', 'shareholders') };
  },
  'registration.changes': (changes) =>
    numbered(
      changes.length,
      { zh: '近 12 个月没有变更登记', en: 'No registered change over the last 12 months' },
      (count) => ({
        zh: `近 12 个月 ${count} 项变更登记`,
        en: `${plural(count, 'registered change', 'registered changes')} over the last 12 months`,
      }),
    ),
  'registration.penalties': (penalties, _figure, asOf) =>
    numbered(
      penalties.filter(({ publishedUntil }) => publishedUntil === null || publishedUntil >= asOf).length,
      { zh: '没有公示中的行政处罚', en: 'No administrative penalty on public record' },
      (count) => ({
        zh: `公示中的行政处罚 ${count} 项`,
        en: `${plural(count, 'administrative penalty', 'administrative penalties')} on public record`,
      }),
    ),
  'tax.status': ({ state, kind }) => ({
    zh: `${TAXPAYER_STATE[state].zh}，${TAXPAYER_KIND[kind].zh}`,
    en: `${TAXPAYER_STATE[state].en}, ${TAXPAYER_KIND[kind].en}`,
  }),
  'tax.vat-returns': (returns, figure) => {
    const latest = returns.at(-1);
    return (
      amountWords(
        'vatSales12',
        '近 12 个月申报销售额',
        'Sales filed over the last 12 months',
      )(returns, figure) ??
      (latest && { zh: `最近申报属期 ${latest.period}`, en: `Last period filed: ${latest.period}` })
    );
  },
  'tax.payments': (payments) =>
    summed(
      payments.map(({ paid }) => paid),
      '入库税款',
      'Tax paid in',
    ),
  'tax.refunds': (refunds) =>
    summed(
      refunds.map(({ amount }) => amount),
      '退税',
      'Tax refunded',
    ),
  'tax.reductions': (reductions) =>
    summed(
      reductions.map(({ amount }) => amount),
      '减免税',
      'Tax reduced',
    ),
  'tax.cit-returns': (returns) => {
    const latest = returns.at(-1);
    return (
      latest && {
        zh: `${latest.periodFrom} 至 ${latest.periodTo} 营业收入 ${grouped(latest.revenue)} 元`,
        en: `Revenue from ${latest.periodFrom} to ${latest.periodTo}: ${grouped(latest.revenue)} yuan`,
      }
    );
  },
  'tax.financial-statements': (statements) => {
    const latest = statements.at(-1);
    return (
      latest && {
        zh: `${latest.periodTo} 资产总计 ${grouped(latest.totalAssets)} 元`,
        en: `Total assets on ${latest.periodTo}: ${grouped(latest.totalAssets)} yuan`,
      }
    );
  },
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
    figure('openArrears') === '0.00'
      ? { zh: '没有未缴欠税', en: 'No open arrears' }
      : amountWords('openArrears', '未缴欠税', 'Open arrears')(_arrears, figure),
  'tax.late-fees': (fees) => {
    const open = grouped(
      toAmountCny(sumAmounts(fees.filter(({ paidOn }) => paidOn === null).map(({ amount }) => amount))),
    );
    return open === '0.00'
      ? { zh: '没有未缴滞纳金', en: 'No open late fee' }
      : { zh: `未缴滞纳金 ${open} 元`, en: `Open late fees: ${open} yuan` };
  },
  'tax.violations': (violations) =>
    numbered(
      violations.filter(isOpen).length,
      { zh: '没有未处理的税务违法违章', en: 'No open breach of tax law' },
      (count) => ({
        zh: `未处理的税务违法违章 ${count} 项`,
        en: plural(count, 'open breach of tax law', 'open breaches of tax law'),
      }),
    ),
  'tax.audits': (audits) =>
    numbered(
      audits.filter(isOpen).length,
      { zh: '没有进行中的税务稽查', en: 'No open tax audit' },
      (count) => ({
        zh: `进行中的税务稽查 ${count} 次`,
        en: plural(count, 'open tax audit', 'open tax audits'),
      }),
    ),
  'invoice.summary': amountWords(
    'invoicedSales12',
    '近 12 个月净开票额',
    'Net invoiced sales over the last 12 months',
  ),
  'invoice.lines': (lines) => ({
    zh: `近 12 个月 ${lines.length} 张发票`,
    en: `${plural(lines.length, 'invoice', 'invoices')} over the last 12 months`,
  }),
  'social.insurance': (months) => {
    const latest = months.at(-1);
    return (
      latest && {
        zh: `${latest.month} 参保 ${latest.insured} 人`,
        en: `${plural(latest.insured, 'person', 'persons')} insured in ${latest.month}`,
      }
    );
  },
  'housing-fund.deposits': (months) => {
    const latest = months.at(-1);
    return (
      latest && {
        zh: `${latest.month} 缴存 ${latest.depositors} 人`,
        en: `${plural(latest.depositors, 'account', 'accounts')} paid into in ${latest.month}`,
      }
    );
  },
  'utility.usage': (months) =>
    months.length === 0
      ? undefined
      : summed(
          months.map(({ billed }) => billed),
          '水电气费',
          'Utilities billed',
        ),
  'enforcement.records': (records) =>
    numbered(records.filter(isOpen).length, { zh: '没有未结案件', en: 'No open case' }, (count) => ({
      zh: `${count} 件未结案件`,
      en: plural(count, 'open case', 'open cases'),
    })),
};

/** What to say of one item. A figure that cannot be computed from what there is counts as no record. */
export function ownValue(result: ItemResult, asOf: CalendarDate, language: Language): OwnValue {
  const { item, status } = result;
  const key = textKey(language);
  if (status === 'TIMEOUT' || status === 'UNAVAILABLE' || status === 'DENIED')
    return { item, status: 'UNAVAILABLE', words: STATUS.UNAVAILABLE[key] };
  if (status === 'READY') return { item, status: 'SHOWN', words: STATUS.MANY[key] };
  const words = 'records' in result ? wordsOf(item, result.records as never, asOf) : undefined;
  return words === undefined
    ? { item, status: 'NO_DATA', words: STATUS.NO_DATA[key] }
    : { item, status: 'SHOWN', words: words[key] + (status === 'PARTIAL' ? STATUS.PARTIAL[key] : '') };
}

function wordsOf<Item extends DataItemId>(
  item: Item,
  records: DataItemRecords[Item],
  asOf: CalendarDate,
): LocalizedText | undefined {
  const figure = (name: IndicatorName) =>
    computeIndicators({ [item]: records } as Partial<DataItemRecords>, asOf, [name])[name] ?? null;
  return WORDS[item](records, figure, asOf);
}
