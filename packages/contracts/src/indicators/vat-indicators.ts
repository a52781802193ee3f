import {
  family,
  GAP_WINDOWS,
  GROWTH_WINDOWS,
  type IndicatorFacts,
  WINDOWS,
  YEAR_ON_YEAR_WINDOWS,
} from './indicator-definition.ts';

const ITEM = 'tax.vat-returns';
const SALES = ['taxableSales', 'simplifiedSales', 'exemptSales'];
const ALWAYS = ['period', 'months'];

const QUARTERLY_ZH = '按季申报的窗口截至最近一个已申报或申报月已过的自然季';
const QUARTERLY_EN =
  'for who files quarterly the window ends with the last calendar quarter that is filed or whose month of filing is over';
const NULL_ZH = '窗口内无申报，或有申报只部分落入窗口时为空';
const NULL_EN = 'null when none was filed, or a return reaches across an edge of the window';

const sum = (
  zh: string,
  en: string,
  ofZh: string,
  ofEn: string,
  inputs: readonly string[],
): IndicatorFacts => ({
  unit: 'AMOUNT',
  name: [`近{n}月${zh}`, `${en} over the last {n} months`],
  formula: [
    `窗口内各申报的 ${ofZh} 合计；${QUARTERLY_ZH}；${NULL_ZH}`,
    `Sum of ${ofEn} of the returns of the last {n} months; ${QUARTERLY_EN}; ${NULL_EN}`,
  ],
  inputs: [...ALWAYS, ...inputs],
});

const ratio = (
  name: readonly [string, string],
  part: string,
  whole: readonly [string, string],
  inputs: readonly string[],
): IndicatorFacts => ({
  unit: 'RATIO',
  name,
  formula: [
    `窗口内各申报 ${part} 合计 ÷ ${whole[0]} 合计；${QUARTERLY_ZH}；分母不大于 0 或${NULL_ZH}`,
    `Sum of ${part} ÷ sum of ${whole[1]} of the returns of the last {n} months; ${QUARTERLY_EN}; null when the divisor is ≤ 0; ${NULL_EN}`,
  ],
  inputs: [...ALWAYS, ...inputs],
});

const SALES_ZH = '销售额（taxableSales + simplifiedSales + exemptSales）';
const SALES_EN = 'sales (taxableSales + simplifiedSales + exemptSales)';

/** Growth; `before` says what it is compared with. */
const growth = (
  name: readonly [string, string],
  before: readonly [zh: string, en: string],
  of: readonly [zh: string, en: string],
  inputs: readonly string[],
): IndicatorFacts => ({
  unit: 'RATIO',
  name,
  formula: [
    `近{n}月${of[0]} ÷ ${before[0]} − 1；最近一月（季）尚未申报时窗口与基期均前移；基期有未申报月份、基期不大于 0 或近期全未申报时为空`,
    `${of[1]} of the last {n} months ÷ ${before[1]} − 1; while the last month or quarter is not filed yet both windows end earlier; null when a month of the base was not filed, the base is ≤ 0, or none of the later months was filed`,
  ],
  inputs: [...ALWAYS, ...inputs],
});

const growth12 = (
  name: readonly [string, string],
  of: readonly [zh: string, en: string],
  inputs: readonly string[],
): IndicatorFacts => ({
  unit: 'RATIO',
  name,
  formula: [
    `近12月${of[0]} ÷ 其前12月 − 1；按季申报时只比较近12月内的完整自然季与上年同季；最近一月（季）在其申报月内尚未申报时，两年均不计该期；基期有未申报月份、基期不大于 0 或近期全未申报时为空`,
    `${of[1]} of the last 12 months ÷ those of the 12 before − 1; where returns are quarterly, of the calendar quarters that lie wholly in the last 12 months against the same a year before; while the last month or quarter is not filed yet in its month of filing it is left out of both years; null when a month of the base was not filed, the base is ≤ 0, or none of the later months was filed`,
  ],
  inputs: [...ALWAYS, ...inputs],
});

/** Indicators of VAT returns. A month without a return is a month not filed: never taken for zero. */
export const VAT_INDICATORS = {
  ...family('vatFiledMonths', WINDOWS, ITEM, {
    unit: 'MONTHS',
    name: ['近{n}月已申报月数', 'Months filed of the last {n}'],
    formula: [
      `窗口内有申报的月数，按季申报填满三个月；${QUARTERLY_ZH}；没有时为 0`,
      `Months of the last {n} that a return fills, a quarterly one three; ${QUARTERLY_EN}; 0 when none was filed`,
    ],
    inputs: ALWAYS,
  }),
  ...family('vatSales', WINDOWS, ITEM, sum('申报销售额', 'Sales filed', SALES_ZH, SALES_EN, SALES)),
  ...family(
    'vatSalesGrowth',
    GROWTH_WINDOWS.slice(0, 3) as [1, 3, 6],
    ITEM,
    growth(
      ['近{n}月申报销售额环比', 'Filed sales, last {n} months against the {n} before'],
      ['其前{n}月', 'those of the {n} months before'],
      [SALES_ZH, 'Sales'],
      SALES,
    ),
  ),
  ...family(
    'vatSalesGrowth',
    [12],
    ITEM,
    growth12(
      ['申报销售额同比', 'Filed sales, last 12 months against the 12 before'],
      [SALES_ZH, 'Sales'],
      SALES,
    ),
  ),
  ...family(
    'vatSalesYearOnYear',
    YEAR_ON_YEAR_WINDOWS,
    ITEM,
    growth(
      ['近{n}月申报销售额同比', 'Filed sales, last {n} months against the same a year before'],
      ['上年同期', 'those of the same months a year before'],
      [SALES_ZH, 'Sales'],
      SALES,
    ),
  ),
  ...family(
    'vatPayable',
    WINDOWS,
    ITEM,
    sum('增值税应纳税额', 'VAT payable', 'taxPayable（不扣减征）', 'taxPayable, reductions not deducted,', [
      'taxPayable',
    ]),
  ),
  ...family(
    'vatPayableGrowth',
    [12],
    ITEM,
    growth12(
      ['增值税应纳税额同比', 'VAT payable, last 12 months against the 12 before'],
      ['taxPayable 合计', 'taxPayable'],
      ['taxPayable'],
    ),
  ),
  ...family(
    'vatReduced',
    WINDOWS,
    ITEM,
    sum('增值税减征额', 'VAT reduced', 'taxReduced', 'taxReduced', ['taxReduced']),
  ),
  ...family('vatPaid', WINDOWS, ITEM, sum('增值税已缴税额', 'VAT paid', 'taxPaid', 'taxPaid', ['taxPaid'])),
  ...family(
    'vatBurden',
    WINDOWS,
    ITEM,
    ratio(
      ['近{n}月增值税税负率', 'VAT paid as a share of sales over the last {n} months'],
      'taxPaid',
      [SALES_ZH, SALES_EN],
      ['taxPaid', ...SALES],
    ),
  ),
  ...family(
    'vatInputShare',
    WINDOWS,
    ITEM,
    ratio(
      ['近{n}月进项税占销项税比', 'Input tax as a share of output tax over the last {n} months'],
      'inputTax',
      ['outputTax', 'outputTax'],
      ['inputTax', 'outputTax'],
    ),
  ),
  ...family(
    'vatExemptShare',
    WINDOWS,
    ITEM,
    ratio(
      ['近{n}月免税销售额占比', 'Exempt sales as a share of sales over the last {n} months'],
      'exemptSales',
      [SALES_ZH, SALES_EN],
      SALES,
    ),
  ),
  ...family('zeroFilingMonths', WINDOWS, ITEM, {
    unit: 'MONTHS',
    name: ['近{n}月零申报月数', 'Zero filings in the last {n} months'],
    formula: [
      `窗口内由零申报（销售额与 taxPayable 均为 0.00）填充的月数；${QUARTERLY_ZH}；窗口内无申报时为空`,
      `Months of the last {n} filled by a return with sales and taxPayable all 0.00, a quarterly one three; ${QUARTERLY_EN}; null when none was filed`,
    ],
    inputs: [...ALWAYS, ...SALES, 'taxPayable'],
  }),
  ...family('longestZeroFilingStreak', WINDOWS, ITEM, {
    unit: 'MONTHS',
    name: ['近{n}月最长连续零申报', 'Longest streak of zero filings in the last {n} months'],
    formula: [
      `窗口内最长连续零申报月数，未申报月份中断连续；${QUARTERLY_ZH}；窗口内无申报时为空`,
      `Longest run of months with a zero filing in the last {n}; a month not filed ends a run; ${QUARTERLY_EN}; null when none was filed`,
    ],
    inputs: [...ALWAYS, ...SALES, 'taxPayable'],
  }),
  ...family('lateFilings', WINDOWS, ITEM, {
    unit: 'COUNT',
    name: ['近{n}月逾期申报次数', 'Late filings in the last {n} months'],
    formula: [
      `窗口内 daysLate 大于 0 的申报份数；${QUARTERLY_ZH}；${NULL_ZH}`,
      `Returns of the last {n} months with daysLate above 0; ${QUARTERLY_EN}; ${NULL_EN}`,
    ],
    inputs: [...ALWAYS, 'daysLate'],
    range: 'WINDOW',
  }),
  ...family('longestFilingDelay', WINDOWS, ITEM, {
    unit: 'DAYS',
    name: ['近{n}月最长逾期申报天数', 'Longest delay of a filing in the last {n} months'],
    formula: [
      `窗口内各申报 daysLate 的最大值；${QUARTERLY_ZH}；${NULL_ZH}`,
      `Greatest daysLate of the returns of the last {n} months; ${QUARTERLY_EN}; ${NULL_EN}`,
    ],
    inputs: [...ALWAYS, 'daysLate'],
  }),
  ...family('longestUnfiledGap', GAP_WINDOWS, ITEM, {
    unit: 'MONTHS',
    name: ['近{n}月最长连续未申报月数', 'Longest gap between filings in the last {n} months'],
    formula: [
      `窗口内自首个已申报月起最长连续未申报月数；末月尚未申报时窗口提前一月；${QUARTERLY_ZH}；全未申报时为 {n}`,
      `Longest run of months not filed in the last {n}, counted from the first month filed; while the last month is not filed yet the window ends a month earlier; ${QUARTERLY_EN}; {n} when none was`,
    ],
    inputs: ALWAYS,
  }),
} as const;
