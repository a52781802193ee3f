import { z } from 'zod';
import type { DataItemId } from '../data-items/index.ts';
import type { LocalizedText } from '../values/index.ts';

/** How an indicator's value is written: AMOUNT yuan, RATIO a fraction, COUNT and MONTHS integers, GRADE A/B/M/C/D. */
export type IndicatorUnit = 'AMOUNT' | 'RATIO' | 'COUNT' | 'MONTHS' | 'GRADE';

export interface IndicatorDefinition {
  readonly name: LocalizedText;
  readonly unit: IndicatorUnit;
  /** The one data item it is computed from; a consent to INDICATORS of that item covers it. */
  readonly item: DataItemId;
}

const define = (item: DataItemId, unit: IndicatorUnit, zh: string, en: string): IndicatorDefinition => ({
  item,
  unit,
  name: { zh, en },
});

/**
 * Derived figures (衍生指标). Windows are whole calendar months that end with the month before `asOf`.
 * Formulas: `@xinqiao/catalogue`. An indicator whose inputs are missing is null, never 0.
 */
export const INDICATORS = {
  registrationActive: define(
    'registration.profile',
    'COUNT',
    '登记状态为存续（1 是，0 否）',
    'Registry status is active (1 yes, 0 no)',
  ),
  ageMonths: define('registration.profile', 'MONTHS', '成立月数', 'Months since establishment'),
  legalRepresentativeMonths: define(
    'registration.profile',
    'MONTHS',
    '法定代表人未变更月数',
    'Months under the same legal representative',
  ),
  openAbnormalListings: define('registration.profile', 'COUNT', '未移出的经营异常', 'Open abnormal listings'),
  vatFiledMonths12: define('tax.vat-returns', 'MONTHS', '近12月已申报月数', 'Months filed of the last 12'),
  vatSales12: define('tax.vat-returns', 'AMOUNT', '近12月申报销售额', 'Sales filed over the last 12 months'),
  vatSalesGrowth12: define(
    'tax.vat-returns',
    'RATIO',
    '申报销售额同比',
    'Filed sales, last 12 months against the 12 before',
  ),
  vatPayable12: define(
    'tax.vat-returns',
    'AMOUNT',
    '近12月增值税应纳税额',
    'VAT payable over the last 12 months',
  ),
  zeroFilingMonths12: define(
    'tax.vat-returns',
    'MONTHS',
    '近12月零申报月数',
    'Zero filings in the last 12 months',
  ),
  longestZeroFilingStreak12: define(
    'tax.vat-returns',
    'MONTHS',
    '近12月最长连续零申报',
    'Longest streak of zero filings in the last 12 months',
  ),
  lateFilings12: define(
    'tax.vat-returns',
    'COUNT',
    '近12月逾期申报次数',
    'Late filings in the last 12 months',
  ),
  taxCreditGrade: define('tax.credit-grades', 'GRADE', '最近纳税信用级别', 'Latest tax credit grade'),
  openArrears: define('tax.arrears', 'AMOUNT', '未缴欠税', 'Open tax arrears'),
  invoicedSales12: define(
    'invoice.summary',
    'AMOUNT',
    '近12月净开票额',
    'Net invoiced sales over the last 12 months',
  ),
  invoicedSalesGrowth12: define(
    'invoice.summary',
    'RATIO',
    '净开票额同比',
    'Net invoiced sales, last 12 months against the 12 before',
  ),
  invoicedMonths12: define(
    'invoice.summary',
    'MONTHS',
    '近12月有开票月数',
    'Months with sales invoices of the last 12',
  ),
  longestInvoiceGap24: define(
    'invoice.summary',
    'MONTHS',
    '近24月最长断票月数',
    'Longest gap between sales invoices in the last 24 months',
  ),
  voidShare12: define(
    'invoice.summary',
    'RATIO',
    '近12月作废占比',
    'Void invoices as a share of sales invoices, last 12 months',
  ),
  redShare12: define(
    'invoice.summary',
    'RATIO',
    '近12月红冲金额占比',
    'Red invoices as a share of the invoiced amount, last 12 months',
  ),
  customers12: define(
    'invoice.summary',
    'COUNT',
    '近12月下游客户数',
    'Customers invoiced over the last 12 months',
  ),
  topTenCustomerShare12: define(
    'invoice.summary',
    'RATIO',
    '前十客户占比',
    'Share of the ten largest customers, last 12 months',
  ),
  invoicedPurchases12: define(
    'invoice.summary',
    'AMOUNT',
    '近12月净进项额',
    'Net invoiced purchases over the last 12 months',
  ),
  openEnforcements: define('enforcement.records', 'COUNT', '未结被执行案件', 'Open court enforcements'),
} as const satisfies Record<string, IndicatorDefinition>;

export type IndicatorName = keyof typeof INDICATORS;
export const INDICATOR_NAMES = Object.keys(INDICATORS) as [IndicatorName, ...IndicatorName[]];

/** Name of a derived figure; unit and source item are in the catalogue. */
export const IndicatorName = z
  .enum(INDICATOR_NAMES)
  .meta({ id: 'IndicatorName', description: 'Derived figure of the catalogue (衍生指标).' });

/** Decimal string for AMOUNT and RATIO, integer for COUNT and MONTHS, letter for GRADE, null where inputs are missing. */
export const IndicatorValue = z
  .union([z.string().max(40), z.int(), z.null()])
  .describe(
    'Decimal string (yuan or fraction), integer (count or months), grade letter, or null = not known.',
  );
export type IndicatorValue = z.infer<typeof IndicatorValue>;

/** Indicator values of one subject. A name that is absent was not computed; null was computed and is not known. */
export const Indicators = z
  .partialRecord(IndicatorName, IndicatorValue)
  .meta({ id: 'Indicators', description: 'Indicator values by name.' });
export type Indicators = z.infer<typeof Indicators>;
