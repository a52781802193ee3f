import { parsePolicy } from '../../policy/parse-policy.ts';
import type { Policy } from '../../policy/policy.ts';

/**
 * 云税贷 example 2026-1, after what China Construction Bank publishes: 5 to 7 × the yearly VAT + 7 to 9 × the yearly
 * income tax, so that 100,000 and 50,000 yuan at the best rating give 1,150,000.
 */
export const YUN_SHUI_DAI_2026_1: Policy = parsePolicy({
  policyId: 'example-yun-shui-dai',
  version: '2026-1',
  name: { zh: '云税贷（示例）', en: 'Cloud tax loan (example)' },
  validFrom: '2026-01-01',
  validTo: null,
  references: [
    {
      id: 'ccb-cloud-tax-loan',
      text: {
        zh: '建设银行“云税贷”公开产品介绍：纳税信用A或B级，年纳税不少于3万元，经营者18至60周岁；额度＝年均增值税×5至7＋年均企业所得税×7至9，例：10万元与5万元得115万元。推广材料中的数字，作为可调整的默认值。',
        en: 'Published description of China Construction Bank’s cloud tax loan: grade A or B; at least 30,000 yuan of tax a year; owner aged 18 to 60; limit = 5 to 7 × the yearly VAT + 7 to 9 × the yearly corporate income tax, for instance 1,150,000 yuan for 100,000 and 50,000. Marketing figures, taken as defaults to configure.',
      },
    },
    {
      id: 'judgement',
      text: {
        zh: '专家判断：分值、评级线、各评级的倍数与利率，以及300万元上限；未用违约数据拟合，须经验证后投产。',
        en: 'Expert judgement: points, bands, the multiple and the rate of each rating, and the cap of 3,000,000 yuan; fitted to no default data, validate before production.',
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
      code: 'OWNER_AGE',
      text: { zh: '经营者年龄不在准入范围', en: 'The age of the owner is outside the admitted range.' },
    },
  ],
  features: [
    { name: 'taxCreditGrade', missing: 'REFER' },
    { name: 'taxPaid12', influence: 'RAISE', missing: 'REFER' },
    { name: 'valueAddedTaxPaid24', influence: 'RAISE', missing: 'REFER' },
    { name: 'incomeTaxPaid24', influence: 'RAISE', missing: 'REFER' },
    { name: 'lateTaxPaymentMonths12', influence: 'LOWER', missing: 'REFER' },
    { name: 'taxPaidGrowth12', influence: 'RAISE', missing: 'SCORE' },
    {
      name: 'ownerAge',
      definition: { unit: 'COUNT', name: { zh: '经营者年龄（周岁）', en: 'Age of the owner in years' } },
      range: [0, 150],
      missing: 'REFER',
    },
  ],
  admission: [
    {
      id: 'grade-admitted',
      feature: 'taxCreditGrade',
      test: { oneOf: ['A', 'B'] },
      onFail: 'DECLINE',
      reasonCode: 'TAX_GRADE_NOT_ADMITTED',
      reference: 'ccb-cloud-tax-loan',
    },
    {
      id: 'enough-tax',
      feature: 'taxPaid12',
      test: { atLeast: '30000.00' },
      onFail: 'DECLINE',
      reasonCode: 'TAX_TOO_LOW',
      reference: 'ccb-cloud-tax-loan',
    },
    {
      id: 'owner-of-age',
      feature: 'ownerAge',
      test: { atLeast: 18 },
      onFail: 'DECLINE',
      reasonCode: 'OWNER_AGE',
      reference: 'ccb-cloud-tax-loan',
    },
    {
      id: 'owner-not-too-old',
      feature: 'ownerAge',
      test: { atMost: 60 },
      onFail: 'DECLINE',
      reasonCode: 'OWNER_AGE',
      reference: 'ccb-cloud-tax-loan',
    },
  ],
  scorecard: {
    initialScore: 0,
    reasonCodeAlgorithm: 'pointsBelow',
    baselineMethod: 'max',
    characteristics: [
      {
        name: 'tax-credit-grade',
        feature: 'taxCreditGrade',
        baselineScore: 400,
        reasonCode: 'TAX_GRADE_LOW',
        attributes: [
          { values: ['A'], partialScore: 400 },
          { values: ['B'], partialScore: 250 },
          { values: ['M', 'C', 'D'], partialScore: 0 },
        ],
        reference: 'judgement',
      },
      {
        name: 'late-payments',
        feature: 'lateTaxPaymentMonths12',
        baselineScore: 300,
        reasonCode: 'TAX_LATE_FILINGS',
        attributes: [
          { from: null, to: 1, partialScore: 300 },
          { from: 1, to: 3, partialScore: 150 },
          { from: 3, to: null, partialScore: 0 },
        ],
        reference: 'judgement',
      },
      {
        name: 'tax-growth',
        feature: 'taxPaidGrowth12',
        baselineScore: 300,
        reasonCode: 'TAX_SALES_FALLING',
        attributes: [
          { from: null, to: '-0.4', partialScore: 0 },
          { from: '-0.4', to: '0', partialScore: 200 },
          { from: '0', to: null, partialScore: 300 },
          { missing: true, partialScore: 0, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'judgement',
      },
    ],
  },
  rating: [
    { rating: 'A', from: 850, admitted: true },
    { rating: 'B', from: 650, admitted: true },
    { rating: 'C', from: 450, admitted: true },
    { rating: 'D', from: null, admitted: false },
  ],
  limit: {
    terms: [
      {
        name: 'vat',
        product: {
          of: { feature: 'valueAddedTaxPaid24', multiple: '0.5' },
          factors: [{ numberByRating: { A: '7', B: '6', C: '5' } }],
        },
        reference: 'ccb-cloud-tax-loan',
      },
      {
        name: 'income-tax',
        product: {
          of: { feature: 'incomeTaxPaid24', multiple: '0.5' },
          factors: [{ numberByRating: { A: '9', B: '8', C: '7' } }],
        },
        reference: 'ccb-cloud-tax-loan',
      },
    ],
    leastOf: [
      { name: 'taxes', sumOf: [{ term: 'vat' }, { term: 'income-tax' }], reference: 'ccb-cloud-tax-loan' },
      { name: 'cap', amount: '3000000.00', reference: 'judgement' },
    ],
    roundDownTo: 1000,
    minimum: '10000.00',
    reference: 'judgement',
  },
  price: {
    annualRateByRating: { A: '0.0405', B: '0.0435', C: '0.0485' },
    ceiling: { annualRate: '0.24', reference: 'jin-gui-2025-9' },
    reference: 'judgement',
  },
});
