import type { DataItemId } from '../data-items/index.ts';
import {
  family,
  GAP_WINDOWS,
  GROWTH_WINDOWS,
  type IndicatorFacts,
  NOT_NEGATIVE,
  state,
  WINDOWS,
  YEAR_ON_YEAR_WINDOWS,
} from './indicator-definition.ts';

const INSURANCE: DataItemId = 'social.insurance';
const FUND: DataItemId = 'housing-fund.deposits';
const UTILITY: DataItemId = 'utility.usage';

const LATEST_ZH = '最近月：基准月前3个月内最近的一月；同月多条相加';
const LATEST_EN = 'the latest month is the newest of the 3 before that of asOf; rows of a month are added';

const TOLD_ZH = '末月尚无记录时窗口提前一月';
const TOLD_EN = 'while the last month has no row the window ends a month earlier';

const persons = (name: readonly [string, string], field: string): IndicatorFacts => ({
  unit: 'COUNT',
  name,
  formula: [
    `最近月的 ${field}；${LATEST_ZH}；没有时为空`,
    `${field} of the latest month; ${LATEST_EN}; null without one`,
  ],
  inputs: ['month', field],
});

const change = (zh: string, en: string, field: string): IndicatorFacts => ({
  unit: 'RATIO',
  name: [`${zh}较{n}个月前变化`, `${en}, against {n} months earlier`],
  formula: [
    `最近月的 ${field} ÷ 其{n}个月前的 ${field} − 1；${LATEST_ZH}；缺少任一月或前者为 0 时为空`,
    `${field} of the latest month ÷ that of {n} months earlier − 1; ${LATEST_EN}; null without the two, or when the latter is 0`,
  ],
  inputs: ['month', field],
  range: [-1, null],
});

const sum = (zh: string, en: string, field: string): IndicatorFacts => ({
  unit: 'AMOUNT',
  name: [`近{n}月${zh}`, `${en} over the last {n} months`],
  formula: [
    `近{n}月 ${field} 合计；${TOLD_ZH}；没有时为 0.00`,
    `Sum of ${field} over the last {n} months; ${TOLD_EN}; 0.00 without any`,
  ],
  inputs: ['month', field],
  range: NOT_NEGATIVE,
});

const paidMonths = (zh: string, en: string): IndicatorFacts => ({
  unit: 'MONTHS',
  name: [`近{n}月${zh}`, `${en} of the last {n}`],
  formula: [
    `近{n}月内 paid 合计大于 0 的月数；${TOLD_ZH}`,
    `Months of the last {n} whose sum of paid is above 0; ${TOLD_EN}`,
  ],
  inputs: ['month', 'paid'],
});

const paidGap = (zh: string, en: string): IndicatorFacts => ({
  unit: 'MONTHS',
  name: [`近{n}月${zh}`, `${en} in the last {n} months`],
  formula: [
    `近{n}月内自首个有缴纳月起最长连续无缴纳（paid 为 0 或无记录）月数；${TOLD_ZH}；全无时为 {n}`,
    `Longest run of months without paid above 0 in the last {n}, counted from the first month with it; ${TOLD_EN}; {n} when there is none`,
  ],
  inputs: ['month', 'paid'],
});

const utilityGrowth = (
  zh: string,
  en: string,
  utility: string,
  before: readonly [string, string],
): IndicatorFacts => ({
  unit: 'RATIO',
  name: [zh, en],
  formula: [
    `近{n}月 utility 为 ${utility} 的 quantity 合计 ÷ ${before[0]} − 1；末月尚无记录时窗口与基期均提前一月；近期无记录、基期有记录的月份少于近期或基期为 0 时为空`,
    `Sum of quantity of ${utility} of the last {n} months ÷ that of ${before[1]} − 1; while the last month has no row both windows end a month earlier; null without a row in the later window, when the base has rows of fewer months, or is 0`,
  ],
  inputs: ['month', 'utility', 'quantity'],
  range: [-1, null],
});

const BEFORE = ['其前{n}月', 'the {n} months before'] as const;
const YEAR_BEFORE = ['上年同期', 'the same months a year before'] as const;

/** Growth of one utility, against the months before and against the year before. */
const usage = <Base extends string>(base: Base, utility: string, zh: string, en: string) => ({
  ...family(
    `${base}Growth`,
    GROWTH_WINDOWS,
    UTILITY,
    utilityGrowth(`近{n}月${zh}环比`, `${en}, last {n} months against the {n} before`, utility, BEFORE),
  ),
  ...family(
    `${base}YearOnYear`,
    YEAR_ON_YEAR_WINDOWS,
    UTILITY,
    utilityGrowth(
      `近{n}月${zh}同比`,
      `${en}, last {n} months against the same a year before`,
      utility,
      YEAR_BEFORE,
    ),
  ),
});

/** Indicators of social insurance, housing fund and utilities. */
export const LIVELIHOOD_INDICATORS = {
  insured: state(INSURANCE, persons(['参保人数', 'Persons insured'], 'insured')),
  ...family('insuredChange', WINDOWS, INSURANCE, change('参保人数', 'Persons insured', 'insured')),
  ...family('insurancePaid', WINDOWS, INSURANCE, sum('社保实缴额', 'Social insurance paid', 'paid')),
  ...family('insuranceUnpaid', WINDOWS, INSURANCE, {
    unit: 'AMOUNT',
    name: ['近{n}月社保欠缴额', 'Social insurance due and not paid over the last {n} months'],
    formula: [
      `近{n}月各月 due − paid 为正的差额合计；${TOLD_ZH}；没有时为 0.00`,
      `Sum over the last {n} months of due − paid where that is above 0; ${TOLD_EN}; 0.00 without any`,
    ],
    inputs: ['month', 'due', 'paid'],
    range: NOT_NEGATIVE,
  }),
  ...family(
    'insurancePaidMonths',
    WINDOWS,
    INSURANCE,
    paidMonths('社保缴费月数', 'Months of social insurance paid'),
  ),
  ...family(
    'longestInsuranceGap',
    GAP_WINDOWS,
    INSURANCE,
    paidGap('社保最长断缴月数', 'Longest gap in social insurance paid'),
  ),

  depositors: state(FUND, persons(['公积金缴存人数', 'Housing fund accounts paid into'], 'depositors')),
  ...family(
    'depositorsChange',
    WINDOWS,
    FUND,
    change('公积金缴存人数', 'Housing fund accounts', 'depositors'),
  ),
  ...family('housingFundPaid', WINDOWS, FUND, sum('公积金缴存额', 'Housing fund paid in', 'paid')),
  ...family(
    'housingFundPaidMonths',
    WINDOWS,
    FUND,
    paidMonths('公积金缴存月数', 'Months of housing fund paid'),
  ),
  ...family(
    'longestHousingFundGap',
    GAP_WINDOWS,
    FUND,
    paidGap('公积金最长断缴月数', 'Longest gap in housing fund paid'),
  ),

  ...usage('electricity', 'ELECTRICITY', '用电量', 'Electricity used'),
  ...usage('water', 'WATER', '用水量', 'Water used'),
  ...usage('gas', 'GAS', '用气量', 'Gas used'),
  ...family('utilitiesBilled', WINDOWS, UTILITY, sum('水电气费', 'Utilities billed', 'billed')),
  ...family('utilitiesOverdue', WINDOWS, UTILITY, sum('水电气欠费', 'Utilities overdue', 'overdue')),
  ...family('utilityOverdueMonths', WINDOWS, UTILITY, {
    unit: 'MONTHS',
    name: ['近{n}月水电气欠费月数', 'Months with utilities overdue of the last {n}'],
    formula: [
      `近{n}月内任一项 overdue 大于 0 的月数；${TOLD_ZH}`,
      `Months of the last {n} with overdue of any utility above 0; ${TOLD_EN}`,
    ],
    inputs: ['month', 'overdue'],
  }),
} as const;
