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

const PAYMENTS = 'tax.payments';

const paid = (zh: string, en: string, taxType?: string): IndicatorFacts => ({
  unit: 'AMOUNT',
  name: [`近{n}月${zh}`, `${en} over the last {n} months`],
  formula: [
    `paidOn 在近{n}月内${taxType ? `且 taxType 为“${taxType}”` : ''}的 paid 合计；没有时为 0.00`,
    `Sum of paid of the payments${taxType ? ` of ${taxType}` : ''} with paidOn in the last {n} months; 0.00 without any`,
  ],
  inputs: taxType ? ['paidOn', 'paid', 'taxType'] : ['paidOn', 'paid'],
  range: NOT_NEGATIVE,
});

const refunded = (zh: string, en: string, kind?: string): IndicatorFacts => ({
  unit: 'AMOUNT',
  name: [`近{n}月${zh}`, `${en} over the last {n} months`],
  formula: [
    `refundedOn 在近{n}月内${kind ? `且 kind 为 ${kind}` : ''}的 amount 合计；没有时为 0.00`,
    `Sum of amount of the refunds${kind ? ` of kind ${kind}` : ''} with refundedOn in the last {n} months; 0.00 without any`,
  ],
  inputs: kind ? ['refundedOn', 'amount', 'kind'] : ['refundedOn', 'amount'],
  range: NOT_NEGATIVE,
});

/** Indicators of tax payments, refunds and reductions. A month without a row is a month without any: a true zero. */
export const TAX_MOVEMENT_INDICATORS = {
  ...family('taxPaid', WINDOWS, PAYMENTS, paid('缴纳税款', 'Tax paid')),
  ...family('valueAddedTaxPaid', WINDOWS, PAYMENTS, paid('缴纳增值税', 'VAT paid to the treasury', '增值税')),
  ...family(
    'incomeTaxPaid',
    WINDOWS,
    PAYMENTS,
    paid('缴纳企业所得税', 'Corporate income tax paid to the treasury', '企业所得税'),
  ),
  ...family('taxPaidGrowth', GROWTH_WINDOWS, PAYMENTS, {
    unit: 'RATIO',
    name: ['近{n}月缴纳税款环比', 'Tax paid, last {n} months against the {n} before'],
    formula: [
      '近{n}月 paid 合计 ÷ 其前{n}月合计 − 1；其前不大于 0 时为空',
      'paid of the last {n} months ÷ that of the {n} months before − 1; null when the latter is 0',
    ],
    inputs: ['paidOn', 'paid'],
    range: [-1, null],
  }),
  ...family('taxPaidYearOnYear', YEAR_ON_YEAR_WINDOWS, PAYMENTS, {
    unit: 'RATIO',
    name: ['近{n}月缴纳税款同比', 'Tax paid, last {n} months against the same a year before'],
    formula: [
      '近{n}月 paid 合计 ÷ 上年同期合计 − 1；上年同期不大于 0 时为空',
      'paid of the last {n} months ÷ that of the same months a year before − 1; null when the latter is 0',
    ],
    inputs: ['paidOn', 'paid'],
    range: [-1, null],
  }),
  ...family('taxPaidMonths', WINDOWS, PAYMENTS, {
    unit: 'MONTHS',
    name: ['近{n}月有缴税月数', 'Months with a tax payment of the last {n}'],
    formula: ['近{n}月内 paid 合计大于 0 的月数', 'Months of the last {n} whose sum of paid is above 0'],
    inputs: ['paidOn', 'paid'],
  }),
  ...family('longestTaxPaymentGap', GAP_WINDOWS, PAYMENTS, {
    unit: 'MONTHS',
    name: ['近{n}月最长未缴税月数', 'Longest gap between tax payments in the last {n} months'],
    formula: [
      '近{n}月内自首个有缴税月起最长连续无缴税月数；全无时为 {n}',
      'Longest run of months without payment in the last {n}, counted from the first month with one; {n} when there is none',
    ],
    inputs: ['paidOn', 'paid'],
  }),
  ...family('lateTaxPaymentMonths', WINDOWS, PAYMENTS, {
    unit: 'MONTHS',
    name: ['近{n}月有逾期缴税月数', 'Months with a late tax payment of the last {n}'],
    formula: [
      '近{n}月内有 paidOn 晚于 dueOn 且 paid 大于 0 的月数',
      'Months of the last {n} with a payment above 0 whose paidOn is after dueOn',
    ],
    inputs: ['paidOn', 'dueOn', 'paid'],
  }),
  ...family('lateTaxPaidShare', WINDOWS, PAYMENTS, {
    unit: 'RATIO',
    name: ['近{n}月逾期缴税占比', 'Tax paid late as a share of tax paid over the last {n} months'],
    formula: [
      '近{n}月内 paidOn 晚于 dueOn 的 paid 合计 ÷ paid 合计；未缴税时为空',
      'paid with paidOn after dueOn ÷ all paid of the last {n} months; null when nothing was paid',
    ],
    inputs: ['paidOn', 'dueOn', 'paid'],
    range: SHARE,
  }),
  ...family('taxTypesPaid', WINDOWS, PAYMENTS, {
    unit: 'COUNT',
    name: ['近{n}月缴纳税种数', 'Kinds of tax paid over the last {n} months'],
    formula: [
      '近{n}月内 paid 大于 0 的不同 taxType 数',
      'Distinct taxType of the payments above 0 in the last {n} months',
    ],
    inputs: ['paidOn', 'paid', 'taxType'],
  }),

  ...family('taxRefunded', WINDOWS, 'tax.refunds', refunded('退税额', 'Tax refunded')),
  ...family(
    'exportTaxRefunded',
    WINDOWS,
    'tax.refunds',
    refunded('出口退税额', 'Export tax refunded', 'EXPORT'),
  ),
  ...family(
    'creditBalanceRefunded',
    WINDOWS,
    'tax.refunds',
    refunded('留抵退税额', 'Credit balance refunded', 'CREDIT_BALANCE'),
  ),
  ...family('taxRefundMonths', WINDOWS, 'tax.refunds', {
    unit: 'MONTHS',
    name: ['近{n}月有退税月数', 'Months with a tax refund of the last {n}'],
    formula: ['近{n}月内 amount 合计大于 0 的月数', 'Months of the last {n} whose sum of amount is above 0'],
    inputs: ['refundedOn', 'amount'],
  }),

  ...family('taxReduced', WINDOWS, 'tax.reductions', {
    unit: 'AMOUNT',
    name: ['近{n}月减免税额', 'Tax reduced or exempted over the last {n} months'],
    formula: [
      'periodTo 在近{n}月内的 amount 合计；没有时为 0.00',
      'Sum of amount of the reductions with periodTo in the last {n} months; 0.00 without any',
    ],
    inputs: ['periodTo', 'amount'],
    range: NOT_NEGATIVE,
  }),
  ...family('taxReductionPolicies', WINDOWS, 'tax.reductions', {
    unit: 'COUNT',
    name: ['近{n}月享受减免政策数', 'Reduction policies used over the last {n} months'],
    formula: [
      '近{n}月内 amount 大于 0 的不同 policy 数',
      'Distinct policy of the reductions above 0 in the last {n} months',
    ],
    inputs: ['periodTo', 'amount', 'policy'],
  }),
} as const;
