import type { DataItemId } from '../data-items/index.ts';
import {
  family,
  GAP_WINDOWS,
  GROWTH_WINDOWS,
  type IndicatorFacts,
  NOT_NEGATIVE,
  SHARE,
  WINDOWS,
  YEAR_ON_YEAR_WINDOWS,
} from './indicator-definition.ts';

const ITEM: DataItemId = 'invoice.summary';
const ROW = ['months.month', 'months.direction'];
const NET = [...ROW, 'months.amount', 'months.redAmount'];

type Side = 'OUT' | 'IN';

const net = (zh: string, en: string, side: Side): IndicatorFacts => ({
  unit: 'AMOUNT',
  name: [`近{n}月${zh}`, `${en} over the last {n} months`],
  formula: [
    `近{n}月 direction 为 ${side} 的 amount 合计 − redAmount 合计（不含税，作废不计）；没有时为 0.00`,
    `Sum of amount − sum of redAmount of direction ${side} over the last {n} months, before tax, voids apart; 0.00 without any`,
  ],
  inputs: NET,
});

const growth = (zh: string, en: string, side: Side, before: readonly [string, string]): IndicatorFacts => ({
  unit: 'RATIO',
  name: [zh, en],
  formula: [
    `近{n}月 ${side} 净额（amount − redAmount）÷ ${before[0]} − 1；后者不大于 0 时为空`,
    `Net amount (amount − redAmount) of ${side} of the last {n} months ÷ that of ${before[1]} − 1; null when the latter is ≤ 0`,
  ],
  inputs: NET,
});

const BEFORE = ['其前{n}月', 'the {n} months before'] as const;
const YEAR_BEFORE = ['上年同期', 'the same months a year before'] as const;

const months = (zh: string, en: string, side: Side): IndicatorFacts => ({
  unit: 'MONTHS',
  name: [`近{n}月${zh}`, `${en} of the last {n}`],
  formula: [
    `近{n}月内 ${side} 的 count（有效蓝字发票）大于 0 的月数`,
    `Months of the last {n} with count (valid blue invoices) of ${side} above 0`,
  ],
  inputs: [...ROW, 'months.count'],
});

const gap = (zh: string, en: string, side: Side): IndicatorFacts => ({
  unit: 'MONTHS',
  name: [`近{n}月${zh}`, `${en} in the last {n} months`],
  formula: [
    `近{n}月内自首个有 ${side} 有效蓝字发票的月起，最长连续无票月数；全无时为 {n}`,
    `Longest run of months without a valid blue invoice of ${side} in the last {n}, counted from the first month with one; {n} when there is none`,
  ],
  inputs: [...ROW, 'months.count'],
});

const voids = (zh: string, en: string, side: Side): IndicatorFacts => ({
  unit: 'RATIO',
  name: [zh, `${en}, last {n} months`],
  formula: [
    `近{n}月 ${side} 的 voidCount ÷（count + redCount + voidCount）；没有发票时为空`,
    `voidCount ÷ (count + redCount + voidCount) of ${side} over the last {n} months; null without invoices`,
  ],
  inputs: [...ROW, 'months.count', 'months.redCount', 'months.voidCount'],
  range: SHARE,
});

const reds = (zh: string, en: string, side: Side): IndicatorFacts => ({
  unit: 'RATIO',
  name: [zh, `${en}, last {n} months`],
  formula: [
    `近{n}月 ${side} 的 redAmount ÷ amount；无蓝字金额时为空；冲回多于开具时大于 1`,
    `redAmount ÷ amount of ${side} over the last {n} months; null when amount is 0; above 1 when more was taken back than issued`,
  ],
  inputs: NET,
  range: NOT_NEGATIVE,
});

const parties = (zh: string, en: string, side: Side): IndicatorFacts => ({
  unit: 'COUNT',
  name: [`近{n}月${zh}`, `${en} invoiced over the last {n} months`],
  formula: [
    `汇总在其范围最后{n}个整月所计 ${side} 的 counterparties；无该项时为空`,
    `counterparties of ${side} as the summary counted them over the last {n} whole months of its range; null without the entry`,
  ],
  inputs: ['concentration.direction', 'concentration.counterparties'],
});

const topTen = (zh: string, en: string, side: Side): IndicatorFacts => ({
  unit: 'RATIO',
  name: [zh, `${en}, last {n} months`],
  formula: [
    `同一汇总 ${side} 的 topTenShare；没有发票时为空`,
    `topTenShare of ${side} of the same entry; null without invoices`,
  ],
  inputs: ['concentration.direction', 'concentration.topTenShare'],
  range: SHARE,
});

/** Indicators of invoices by month. A month without a row is a month without invoices: a true zero. */
export const INVOICE_INDICATORS = {
  ...family('invoicedSales', WINDOWS, ITEM, net('净开票额', 'Net invoiced sales', 'OUT')),
  ...family(
    'invoicedSalesGrowth',
    GROWTH_WINDOWS,
    ITEM,
    growth(
      '近{n}月净开票额环比',
      'Net invoiced sales, last {n} months against the {n} before',
      'OUT',
      BEFORE,
    ),
  ),
  ...family(
    'invoicedSalesYearOnYear',
    YEAR_ON_YEAR_WINDOWS,
    ITEM,
    growth(
      '近{n}月净开票额同比',
      'Net invoiced sales, last {n} months against the same a year before',
      'OUT',
      YEAR_BEFORE,
    ),
  ),
  ...family('invoicedMonths', WINDOWS, ITEM, months('有开票月数', 'Months with sales invoices', 'OUT')),
  ...family(
    'longestInvoiceGap',
    GAP_WINDOWS,
    ITEM,
    gap('最长断票月数', 'Longest gap between sales invoices', 'OUT'),
  ),
  ...family('presentInvoiceGap', [12, 36], ITEM, {
    unit: 'MONTHS',
    name: ['至今连续未开票月数（近{n}月）', 'Months since the last sales invoice, of the last {n}'],
    formula: [
      '近{n}月末尾连续无 OUT 有效蓝字发票的月数；全无时为 {n}',
      'Months without a valid blue invoice of OUT at the end of the last {n}; {n} when there is none',
    ],
    inputs: [...ROW, 'months.count'],
  }),
  ...family(
    'voidShare',
    WINDOWS,
    ITEM,
    voids('近{n}月作废占比', 'Void invoices as a share of sales invoices', 'OUT'),
  ),
  ...family(
    'redShare',
    WINDOWS,
    ITEM,
    reds('近{n}月红冲金额占比', 'Red invoices as a share of the invoiced amount', 'OUT'),
  ),
  ...family('salesInvoices', WINDOWS, ITEM, {
    unit: 'COUNT',
    name: ['近{n}月开具有效发票份数', 'Valid sales invoices over the last {n} months'],
    formula: ['近{n}月 OUT 的 count 合计', 'Sum of count of OUT over the last {n} months'],
    inputs: [...ROW, 'months.count'],
  }),
  ...family('busiestMonthShare', [12, 24, 36], ITEM, {
    unit: 'RATIO',
    name: [
      '近{n}月最高月开票占比',
      'Share of the busiest month in the invoiced sales of the last {n} months',
    ],
    formula: [
      '近{n}月中 OUT 的 amount 最高一月 ÷ 合计；没有时为空',
      'Greatest amount of OUT of one month ÷ the sum of the last {n} months; null when the sum is 0',
    ],
    inputs: [...ROW, 'months.amount'],
    range: SHARE,
  }),
  ...family('customers', [12], ITEM, parties('下游客户数', 'Customers', 'OUT')),
  ...family(
    'topTenCustomerShare',
    [12],
    ITEM,
    topTen('前十客户占比', 'Share of the ten largest customers', 'OUT'),
  ),

  ...family('invoicedPurchases', WINDOWS, ITEM, net('净进项额', 'Net invoiced purchases', 'IN')),
  ...family(
    'invoicedPurchasesGrowth',
    GROWTH_WINDOWS,
    ITEM,
    growth(
      '近{n}月净进项额环比',
      'Net invoiced purchases, last {n} months against the {n} before',
      'IN',
      BEFORE,
    ),
  ),
  ...family(
    'invoicedPurchasesYearOnYear',
    YEAR_ON_YEAR_WINDOWS,
    ITEM,
    growth(
      '近{n}月净进项额同比',
      'Net invoiced purchases, last {n} months against the same a year before',
      'IN',
      YEAR_BEFORE,
    ),
  ),
  ...family('purchaseMonths', WINDOWS, ITEM, months('有进项月数', 'Months with purchase invoices', 'IN')),
  ...family(
    'longestPurchaseGap',
    GAP_WINDOWS,
    ITEM,
    gap('最长无进项月数', 'Longest gap between purchase invoices', 'IN'),
  ),
  ...family(
    'purchaseVoidShare',
    WINDOWS,
    ITEM,
    voids('近{n}月进项作废占比', 'Void invoices as a share of purchase invoices', 'IN'),
  ),
  ...family(
    'purchaseRedShare',
    WINDOWS,
    ITEM,
    reds('近{n}月进项红冲金额占比', 'Red invoices as a share of the purchased amount', 'IN'),
  ),
  ...family('purchaseSalesRatio', WINDOWS, ITEM, {
    unit: 'RATIO',
    name: ['近{n}月进销比', 'Net purchases as a share of net sales, last {n} months'],
    formula: [
      '近{n}月 IN 净额 ÷ OUT 净额（amount − redAmount）；OUT 净额不大于 0 时为空',
      'Net amount (amount − redAmount) of IN ÷ that of OUT over the last {n} months; null when the latter is ≤ 0',
    ],
    inputs: NET,
  }),
  ...family('suppliers', [12], ITEM, parties('上游供应商数', 'Suppliers', 'IN')),
  ...family(
    'topTenSupplierShare',
    [12],
    ITEM,
    topTen('前十供应商占比', 'Share of the ten largest suppliers', 'IN'),
  ),
} as const;
