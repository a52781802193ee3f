import { parsePolicy } from '../../policy/parse-policy.ts';
import type { Policy } from '../../policy/policy.ts';

/**
 * An invoice loan 2026-1 after what is published of 微业贷: two years under one legal representative, more than
 * 1,000,000 yuan invoiced, six clean months, at most 3,000,000 yuan from 0.01 % a day (365 days: 3.65 % a year).
 */
export const WEI_YE_DAI_2026_1: Policy = parsePolicy({
  policyId: 'example-wei-ye-dai',
  version: '2026-1',
  name: { zh: '微业贷类产品（示例）', en: 'Invoice loan like Weiyedai (example)' },
  validFrom: '2026-01-01',
  validTo: null,
  references: [
    {
      id: 'webank-weiyedai',
      text: {
        zh: '“微业贷”公开产品介绍：成立满2年且法定代表人未变更，年开票额100万元以上，近6个月记录良好，额度最高300万元，日利率0.01%起（365天，合年利率3.65%）。推广材料中的数字，作为可调整的默认值。',
        en: 'Published description of Weiyedai: 2 years of age with the legal representative unchanged, more than 1,000,000 yuan invoiced a year, 6 clean months, at most 3,000,000 yuan, from 0.01 % a day (3.65 % over 365 days). Marketing figures, taken as defaults to configure.',
      },
    },
    {
      id: 'open-limit-logic',
      text: {
        zh: '公开的额度测算思路：流入与流出中的较小者，与纳税额度取大，再取各项上限中的最小值，取整到千元，5万元起。这里以销项代流入、进项代流出。',
        en: 'Published reasoning on limits: the smaller of inflow and outflow or the limit by tax, whichever is greater, then the least of all caps, rounded to thousands, from 50,000 yuan up. Sales stand for inflow and purchases for outflow.',
      },
    },
    {
      id: 'judgement',
      text: {
        zh: '专家判断：违约概率曲线、分值、倍数与按风险定价的各项；未用违约数据拟合，须经验证后投产。',
        en: 'Expert judgement: the curve of default, points, multiples and the parts of the price by risk; fitted to no default data, validate before production.',
      },
    },
    {
      id: 'jin-gui-2025-9',
      text: {
        zh: '金规〔2025〕9号：综合融资成本年化上限，按公开的律师解读为24%，使用前须由合规人员核对原文。',
        en: 'Notice Jin Gui [2025] 9: ceiling of the yearly total cost of credit, 24 % as lawyers read it in public; compliance staff must check the text before use.',
      },
    },
  ],
  reasons: [
    {
      code: 'CREDIT_OVERDUE',
      text: { zh: '近6个月存在信贷逾期', en: 'A loan was overdue in the last 6 months.' },
    },
    {
      code: 'LARGE_LOAN',
      text: { zh: '额度较大，须由人工审批', en: 'The limit is large: a person has to decide.' },
    },
  ],
  features: [
    { name: 'ageMonths', missing: 'REFER' },
    { name: 'legalRepresentativeMonths', missing: 'REFER' },
    { name: 'invoicedSales12', influence: 'RAISE', missing: 'REFER' },
    { name: 'invoicedPurchases12', influence: 'RAISE', missing: 'REFER' },
    { name: 'vatPayable12', influence: 'RAISE', missing: 'REFER' },
    { name: 'invoicedMonths12', influence: 'RAISE', missing: 'REFER' },
    { name: 'lateFilings6', influence: 'LOWER', missing: 'REFER' },
    { name: 'topTenCustomerShare12', influence: 'LOWER', missing: 'SCORE' },
    {
      name: 'creditOverdue6',
      definition: {
        unit: 'COUNT',
        name: { zh: '近6月信贷逾期次数（征信）', en: 'Times a loan was overdue in 6 months (credit report)' },
      },
      range: [0, null],
      missing: 'REFER',
    },
  ],
  admission: [
    {
      id: 'two-years-old',
      feature: 'ageMonths',
      test: { atLeast: 24 },
      onFail: 'DECLINE',
      reasonCode: 'TOO_YOUNG',
      reference: 'webank-weiyedai',
    },
    {
      id: 'legal-representative-unchanged',
      feature: 'legalRepresentativeMonths',
      test: { atLeast: 24 },
      onFail: 'DECLINE',
      reasonCode: 'LEGAL_REPRESENTATIVE_CHANGED',
      reference: 'webank-weiyedai',
    },
    {
      id: 'more-than-a-million-invoiced',
      feature: 'invoicedSales12',
      test: { atLeast: '1000000.01' },
      onFail: 'DECLINE',
      reasonCode: 'INVOICE_SALES_LOW',
      reference: 'webank-weiyedai',
    },
    {
      id: 'no-overdue-loan',
      feature: 'creditOverdue6',
      test: { equals: 0 },
      onFail: 'DECLINE',
      reasonCode: 'CREDIT_OVERDUE',
      reference: 'webank-weiyedai',
    },
    {
      id: 'no-late-filing',
      feature: 'lateFilings6',
      test: { equals: 0 },
      onFail: 'REFER',
      reasonCode: 'TAX_LATE_FILINGS',
      reference: 'webank-weiyedai',
    },
  ],
  scorecard: {
    initialScore: 300,
    reasonCodeAlgorithm: 'pointsBelow',
    baselineMethod: 'max',
    characteristics: [
      {
        name: 'invoiced-sales',
        feature: 'invoicedSales12',
        baselineScore: 200,
        reasonCode: 'INVOICE_SALES_LOW',
        attributes: [
          { from: null, to: '3000000.00', partialScore: 60 },
          { from: '3000000.00', to: '10000000.00', partialScore: 130 },
          { from: '10000000.00', to: null, partialScore: 200 },
        ],
        reference: 'judgement',
      },
      {
        name: 'months-invoiced',
        feature: 'invoicedMonths12',
        baselineScore: 200,
        reasonCode: 'INVOICE_GAP',
        attributes: [
          { from: null, to: 9, partialScore: 0 },
          { from: 9, to: 12, partialScore: 120 },
          { from: 12, to: null, partialScore: 200 },
        ],
        reference: 'judgement',
      },
      {
        name: 'customer-concentration',
        feature: 'topTenCustomerShare12',
        baselineScore: 100,
        reasonCode: 'CUSTOMERS_CONCENTRATED',
        attributes: [
          { from: null, to: '0.6', partialScore: 100 },
          { from: '0.6', to: '0.9', partialScore: 50 },
          { from: '0.9', to: null, partialScore: 0 },
          { missing: true, partialScore: 0, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'judgement',
      },
    ],
  },
  rating: [
    { rating: 'A', from: 700, admitted: true },
    { rating: 'B', from: 550, admitted: true },
    { rating: 'C', from: null, admitted: false },
  ],
  defaultProbability: {
    knots: [
      { score: 360, probability: '0.2' },
      { score: 550, probability: '0.06' },
      { score: 700, probability: '0.015' },
      { score: 800, probability: '0.003' },
    ],
    reference: 'judgement',
  },
  limit: {
    terms: [
      {
        name: 'flow',
        leastOf: [
          { feature: 'invoicedSales12', multiple: '0.3' },
          { feature: 'invoicedPurchases12', multiple: '0.3' },
        ],
        reference: 'open-limit-logic',
      },
    ],
    leastOf: [
      {
        name: 'flow-or-tax',
        greatestOf: [{ term: 'flow' }, { feature: 'vatPayable12', multiple: '5' }],
        reference: 'open-limit-logic',
      },
      {
        name: 'cap',
        capByRating: { A: '3000000.00', B: '1000000.00' },
        reference: 'webank-weiyedai',
      },
    ],
    roundDownTo: 1000,
    minimum: '50000.00',
    reference: 'open-limit-logic',
  },
  price: {
    byRisk: { fundingCost: '0.0175', lossGivenDefault: '0.6', margin: '0.0171', floor: '0.0365' },
    ceiling: { annualRate: '0.24', reference: 'jin-gui-2025-9' },
    reference: 'judgement',
  },
  referrals: [
    {
      id: 'large-loan',
      when: { limitAtLeast: '2000000.00' },
      reasonCode: 'LARGE_LOAN',
      reference: 'judgement',
    },
  ],
});
