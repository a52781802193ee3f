import type { DataItemId } from '../data-items/index.ts';
import { family, type IndicatorFacts, NOT_NEGATIVE, state, WINDOWS } from './indicator-definition.ts';

const STATUS: DataItemId = 'tax.status';
const GRADES: DataItemId = 'tax.credit-grades';
const ARREARS: DataItemId = 'tax.arrears';

const count = (zh: string, en: string, day: string): IndicatorFacts => ({
  unit: 'COUNT',
  name: [`近{n}月${zh}次数`, `${en} over the last {n} months`],
  formula: [`${day} 在近{n}月内的条数`, `Rows with ${day} in the last {n} months`],
  inputs: [day],
});

const amount = (zh: string, en: string, day: string, field: string): IndicatorFacts => ({
  unit: 'AMOUNT',
  name: [`近{n}月${zh}`, `${en} over the last {n} months`],
  formula: [
    `${day} 在近{n}月内的 ${field} 合计；没有时为 0.00`,
    `Sum of ${field} of the rows with ${day} in the last {n} months; 0.00 without any`,
  ],
  inputs: [day, field],
  range: NOT_NEGATIVE,
});

const open = (zh: string, en: string, from: string, to: string): IndicatorFacts => ({
  unit: 'COUNT',
  name: [zh, en],
  formula: [
    `${from} 不晚于基准日且 ${to} 为空或晚于基准日的条数`,
    `Rows with ${from} by asOf and ${to} null or after asOf`,
  ],
  inputs: [from, to],
});

/** Indicators of how a taxpayer stands with the tax bureau: state, grades, arrears, late fees, violations, audits. */
export const TAX_STANDING_INDICATORS = {
  taxpayerNormal: state(STATUS, {
    unit: 'COUNT',
    name: ['纳税人状态正常（1 是，0 否）', 'Taxpayer state is normal (1 yes, 0 no)'],
    formula: [
      'state 为 NORMAL 时为 1，否则为 0；stateSince 晚于基准日时为空',
      '1 when state is NORMAL, else 0; null when stateSince is after asOf',
    ],
    inputs: ['state', 'stateSince'],
    range: [0, 1],
  }),
  taxpayerStateMonths: state(STATUS, {
    unit: 'MONTHS',
    name: ['纳税人状态持续月数', 'Months in the present taxpayer state'],
    formula: [
      'stateSince 至基准日的整月数；晚于基准日时为空',
      'Whole months from stateSince to asOf; null when later',
    ],
    inputs: ['stateSince'],
  }),
  generalTaxpayer: state(STATUS, {
    unit: 'COUNT',
    name: ['一般纳税人（1 是，0 否）', 'General taxpayer (1 yes, 0 no)'],
    formula: [
      'kind 为 GENERAL 时为 1，否则为 0；kindSince 晚于基准日时为空',
      '1 when kind is GENERAL, else 0; null when kindSince is after asOf',
    ],
    inputs: ['kind', 'kindSince'],
    range: [0, 1],
  }),
  taxpayerKindMonths: state(STATUS, {
    unit: 'MONTHS',
    name: ['纳税人类型持续月数', 'Months as the present kind of taxpayer'],
    formula: [
      'kindSince 至基准日的整月数；晚于基准日时为空',
      'Whole months from kindSince to asOf; null when later',
    ],
    inputs: ['kindSince'],
  }),
  ...family('abnormalTaxpayerListings', WINDOWS, STATUS, {
    unit: 'COUNT',
    name: ['近{n}月被列为非正常户次数', 'Times listed as an abnormal taxpayer over the last {n} months'],
    formula: [
      'abnormalPeriods 中 from 在近{n}月内的条数',
      'Entries of abnormalPeriods with from in the last {n} months',
    ],
    inputs: ['abnormalPeriods.from'],
  }),

  taxCreditGrade: state(GRADES, {
    unit: 'GRADE',
    name: ['最近纳税信用级别', 'Latest tax credit grade'],
    formula: [
      '基准年以前最近评价年度的 grade，不论多久以前；同年多条取后一条；没有时为空',
      'grade of the latest year before that of asOf, however long ago; of two rows of a year the later; null without one',
    ],
    inputs: ['year', 'grade'],
  }),
  taxCreditGradeInForce: state(GRADES, {
    unit: 'GRADE',
    name: ['有效纳税信用级别', 'Tax credit grade in force'],
    formula: [
      '基准年前两个年度中最近评价年度的 grade；同年多条取后一条；两年均没有时为空',
      'grade of the later of the two years before that of asOf; of two rows of a year the later; null without the two',
    ],
    inputs: ['year', 'grade'],
  }),
  taxCreditGradeStepsDown: state(GRADES, {
    unit: 'COUNT',
    name: ['纳税信用级别下降级数', 'Steps down of the tax credit grade'],
    formula: [
      '最近评价年度（基准年前两年内）较其上一年度下降的级数（A、B、M、C、D 由高到低）；未降为 0；缺少任一年度时为空',
      'Steps that the latest grade (of the two years before that of asOf) lies below that of the year before it, in the order A, B, M, C, D; 0 when not below; null without the two',
    ],
    inputs: ['year', 'grade'],
    range: [0, 4],
  }),
  ...family('worstTaxCreditGrade', [12, 24, 36], GRADES, {
    unit: 'GRADE',
    name: ['近{n}月最低纳税信用级别', 'Worst tax credit grade of the years in the last {n} months'],
    formula: [
      '基准年以前 {n}÷12 个评价年度中最低的 grade（A、B、M、C、D 由高到低）；没有时为空',
      'Worst grade, in the order A, B, M, C, D, of the {n} ÷ 12 years before that of asOf; null without any',
    ],
    inputs: ['year', 'grade'],
  }),

  openArrears: state(ARREARS, {
    unit: 'AMOUNT',
    name: ['未缴欠税', 'Open tax arrears'],
    formula: [
      'dueOn 早于基准日且 settledOn 为空或晚于基准日的 amount 合计，不含滞纳金；没有时为 0.00',
      'Sum of amount with dueOn before asOf and settledOn null or after asOf, late fees apart; 0.00 without any',
    ],
    inputs: ['dueOn', 'settledOn', 'amount'],
    range: NOT_NEGATIVE,
  }),
  oldestOpenArrearDays: state(ARREARS, {
    unit: 'DAYS',
    name: ['最久未缴欠税天数', 'Days since the oldest open arrear was due'],
    formula: [
      '未缴欠税中最早 dueOn 至基准日的天数；没有时为 0',
      'Days from the earliest dueOn of the open arrears to asOf; 0 without any',
    ],
    inputs: ['dueOn', 'settledOn', 'amount'],
  }),
  ...family(
    'arrearsIncurred',
    WINDOWS,
    ARREARS,
    amount('新增欠税', 'Tax that fell into arrears', 'dueOn', 'amount'),
  ),

  openLateFees: state('tax.late-fees', {
    unit: 'AMOUNT',
    name: ['未缴滞纳金', 'Open late fees'],
    formula: [
      'from 不晚于基准日且 paidOn 为空或晚于基准日的 amount 合计；没有时为 0.00',
      'Sum of amount with from by asOf and paidOn null or after asOf; 0.00 without any',
    ],
    inputs: ['from', 'paidOn', 'amount'],
    range: NOT_NEGATIVE,
  }),
  ...family(
    'lateFees',
    WINDOWS,
    'tax.late-fees',
    amount('起算的滞纳金', 'Late fees that began', 'from', 'amount'),
  ),

  openTaxViolations: state(
    'tax.violations',
    open('未处理税务违法违章', 'Open breaches of tax law', 'registeredOn', 'closedOn'),
  ),
  ...family(
    'taxViolations',
    WINDOWS,
    'tax.violations',
    count('税务违法违章', 'Breaches of tax law', 'registeredOn'),
  ),
  ...family(
    'taxViolationFines',
    WINDOWS,
    'tax.violations',
    amount('税务违法罚款', 'Fines for breaches of tax law', 'registeredOn', 'fine'),
  ),

  openTaxAudits: state('tax.audits', open('在查税务稽查', 'Open tax audits', 'openedOn', 'closedOn')),
  ...family('taxAudits', WINDOWS, 'tax.audits', count('税务稽查立案', 'Tax audits opened', 'openedOn')),
  ...family(
    'taxAuditAssessed',
    WINDOWS,
    'tax.audits',
    amount('稽查查补税款', 'Tax assessed by audits closed', 'closedOn', 'assessed'),
  ),
  ...family(
    'taxAuditFines',
    WINDOWS,
    'tax.audits',
    amount('稽查罚款', 'Fines of audits closed', 'closedOn', 'fine'),
  ),
} as const;
