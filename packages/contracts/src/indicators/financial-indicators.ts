import type { DataItemId } from '../data-items/index.ts';
import { family, type IndicatorFacts, QUARTER_WINDOWS, state } from './indicator-definition.ts';

const END_ZH = '窗口截至基准月前18个月内最近一期的期末；缺少任一所需期间时为空';
const END_EN =
  'the window ends with the latest period closed in the 18 months before that of asOf; null when a period it needs is missing';

/** Sums over quarters out of figures since the begin of the year. */
const flow = (zh: string, en: string, field: string, source: readonly [string, string]): IndicatorFacts => ({
  unit: 'AMOUNT',
  name: [`近{n}月${zh}（${source[0]}）`, `${en} over the last {n} months, ${source[1]}`],
  formula: [
    `由年初至今的 ${field} 相减得出的{n}个月合计；${END_ZH}`,
    `Sum over {n} months, by subtraction of ${field} since the begin of the year; ${END_EN}`,
  ],
  inputs: ['kind', 'periodTo', field],
});

const margin = (name: readonly [string, string], part: string, of: readonly string[]): IndicatorFacts => ({
  unit: 'RATIO',
  name,
  formula: [
    `同一窗口的 ${part} ÷ revenue；${END_ZH}，revenue 不大于 0 时为空`,
    `${part} ÷ revenue of the same {n} months; ${END_EN}, or revenue is ≤ 0`,
  ],
  inputs: ['kind', 'periodTo', ...of, 'revenue'],
});

const growth = (source: readonly [string, string]): IndicatorFacts => ({
  unit: 'RATIO',
  name: [`营业收入同比（${source[0]}）`, `Revenue, last 12 months against the 12 before, ${source[1]}`],
  formula: [
    `{n}个月 revenue ÷ 其前{n}个月 − 1；${END_ZH}，其前不大于 0 时为空`,
    `revenue of {n} months ÷ that of the {n} before − 1; ${END_EN}, or the latter is ≤ 0`,
  ],
  inputs: ['kind', 'periodTo', 'revenue'],
});

const LATEST_ZH = '基准日前18个月内最近一期报表';
const LATEST_EN = 'of the latest statement closed in the 18 months before asOf';

const balance = (
  name: readonly [string, string],
  formula: readonly [string, string],
  inputs: readonly string[],
): IndicatorFacts => ({
  unit: 'RATIO',
  name,
  formula: [
    `${LATEST_ZH}的 ${formula[0]}；没有报表或分母不大于 0 时为空`,
    `${formula[1]} ${LATEST_EN}; null without one, or when the divisor is ≤ 0`,
  ],
  inputs: ['kind', 'periodTo', ...inputs],
});

const CIT: DataItemId = 'tax.cit-returns';
const STATEMENTS: DataItemId = 'tax.financial-statements';
const BY_CIT = ['所得税申报', 'by income tax returns'] as const;
const BY_STATEMENT = ['财务报表', 'by financial statements'] as const;

/** Indicators of corporate income tax returns and financial statements. */
export const FINANCIAL_INDICATORS = {
  ...family('citRevenue', QUARTER_WINDOWS, CIT, flow('营业收入', 'Revenue', 'revenue', BY_CIT)),
  ...family('citProfit', QUARTER_WINDOWS, CIT, flow('利润总额', 'Total profit', 'profit', BY_CIT)),
  ...family(
    'citProfitMargin',
    QUARTER_WINDOWS,
    CIT,
    margin(
      ['近{n}月利润率（所得税申报）', 'Profit margin over the last {n} months, by income tax returns'],
      'profit',
      ['profit'],
    ),
  ),
  ...family('citRevenueGrowth', [12], CIT, growth(BY_CIT)),
  citTaxPayable: state(CIT, {
    unit: 'AMOUNT',
    name: ['最近年度应纳所得税额', 'Income tax payable of the latest year settled'],
    formula: [
      '基准日前24个月内最近一份 ANNUAL 申报的 taxPayable；没有时为空',
      'taxPayable of the latest ANNUAL return closed in the 24 months before asOf; null without one',
    ],
    inputs: ['kind', 'periodTo', 'taxPayable'],
  }),
  citBurden: state(CIT, {
    unit: 'RATIO',
    name: ['最近年度所得税税负率', 'Income tax as a share of revenue of the latest year settled'],
    formula: [
      '同一份 ANNUAL 申报的 taxPayable ÷ revenue；没有或 revenue 不大于 0 时为空',
      'taxPayable ÷ revenue of that ANNUAL return; null without one, or when revenue is ≤ 0',
    ],
    inputs: ['kind', 'periodTo', 'taxPayable', 'revenue'],
  }),
  citLossYears: state(CIT, {
    unit: 'COUNT',
    name: ['近三个年度亏损年数', 'Years with a loss of the last three'],
    formula: [
      '基准年前三个年度中 ANNUAL 申报 profit 为负的年数；近24个月内没有、或各份之间缺少年度时为空；首份之前的年度不计',
      'ANNUAL returns of the three years before that of asOf with profit below 0; null when none closed in the last 24 months or a year between two is missing; years before the first are not counted',
    ],
    inputs: ['kind', 'periodTo', 'profit'],
    range: [0, 3],
  }),

  currentRatio: state(
    STATEMENTS,
    balance(
      ['流动比率', 'Current ratio'],
      ['currentAssets ÷ currentLiabilities', 'currentAssets ÷ currentLiabilities'],
      ['currentAssets', 'currentLiabilities'],
    ),
  ),
  debtRatio: state(
    STATEMENTS,
    balance(
      ['资产负债率', 'Debt ratio'],
      ['totalLiabilities ÷ totalAssets', 'totalLiabilities ÷ totalAssets'],
      ['totalLiabilities', 'totalAssets'],
    ),
  ),
  netMargin: state(
    STATEMENTS,
    balance(
      ['本年净利率', 'Net margin of the year so far'],
      ['netProfit ÷ revenue（年初至今）', 'netProfit ÷ revenue, both since the begin of the year,'],
      ['netProfit', 'revenue'],
    ),
  ),
  ownersEquity: state(STATEMENTS, {
    unit: 'AMOUNT',
    name: ['所有者权益', "Owners' equity"],
    formula: [`${LATEST_ZH}的 equity；没有时为空`, `equity ${LATEST_EN}; null without one`],
    inputs: ['kind', 'periodTo', 'equity'],
  }),
  ...family('totalAssetsGrowth', [12], STATEMENTS, {
    unit: 'RATIO',
    name: ['资产总计同比', 'Total assets against a year before'],
    formula: [
      `${LATEST_ZH}的 totalAssets ÷ 上年同期末 − 1；上年同期无报表或不大于 0 时为空`,
      `totalAssets ${LATEST_EN} ÷ that of the same closing day a year before − 1; null without the two, or when the latter is ≤ 0`,
    ],
    inputs: ['kind', 'periodTo', 'totalAssets'],
  }),
  ...family(
    'statementRevenue',
    QUARTER_WINDOWS,
    STATEMENTS,
    flow('营业收入', 'Revenue', 'revenue', BY_STATEMENT),
  ),
  ...family(
    'statementNetProfit',
    QUARTER_WINDOWS,
    STATEMENTS,
    flow('净利润', 'Net profit', 'netProfit', BY_STATEMENT),
  ),
  ...family(
    'netMargin',
    QUARTER_WINDOWS,
    STATEMENTS,
    margin(['近{n}月净利率', 'Net margin over the last {n} months'], 'netProfit', ['netProfit']),
  ),
  ...family(
    'grossMargin',
    QUARTER_WINDOWS,
    STATEMENTS,
    margin(['近{n}月毛利率', 'Gross margin over the last {n} months'], 'revenue − cost', ['cost']),
  ),
  ...family('statementRevenueGrowth', [12], STATEMENTS, growth(BY_STATEMENT)),
} as const;
