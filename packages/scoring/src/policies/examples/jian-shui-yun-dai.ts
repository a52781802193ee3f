import { parsePolicy } from '../../policy/parse-policy.ts';
import type { Policy } from '../../policy/policy.ts';

/**
 * 减税云贷 example 2026-1, after what China Construction Bank publishes: tax paid and reduced count together, 5,000
 * yuan of them at least, at most 3,000,000 yuan, 4.0525 % a year. Ten times 5,000 is the smallest loan, 50,000.
 */
export const JIAN_SHUI_YUN_DAI_2026_1: Policy = parsePolicy({
  policyId: 'example-jian-shui-yun-dai',
  version: '2026-1',
  name: { zh: '减税云贷（示例）', en: 'Cloud loan on reduced taxes (example)' },
  validFrom: '2026-01-01',
  validTo: null,
  references: [
    {
      id: 'ccb-reduced-tax-loan',
      text: {
        zh: '建设银行“减税云贷”公开产品介绍：纳税信用A、B或M级，近12个月纳税与减免合计不少于5000元，近6个月有纳税，经营者18至65周岁，无失信记录；额度最高300万元，年利率4.0525%。推广材料中的数字，作为可调整的默认值。',
        en: 'Published description of China Construction Bank’s loan on reduced taxes: grade A, B or M; at least 5,000 yuan of tax paid and reduced in 12 months; tax paid within the last 6; owner aged 18 to 65; no listing for dishonesty; at most 3,000,000 yuan at 4.0525 % a year. Marketing figures, taken as defaults to configure.',
      },
    },
    {
      id: 'judgement',
      text: {
        zh: '专家判断：十倍的倍数（参照农业银行“纳税e贷”4至10倍的上端）与5万元的最低额度，两者相合即为5000元的门槛；分值与评级线。须经验证后投产。',
        en: 'Expert judgement: ten times (the upper end of the 4 to 10 times of Agricultural Bank’s tax loan) and a smallest loan of 50,000 yuan, which together make the threshold of 5,000; points and bands. Validate before production.',
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
    {
      code: 'DISHONESTY_LISTED',
      text: { zh: '在失信被执行人名单中', en: 'The enterprise is listed for dishonesty by a court.' },
    },
    {
      code: 'TAX_NOT_PAID_LATELY',
      text: { zh: '近6个月没有纳税', en: 'No tax was paid in the last 6 months.' },
    },
  ],
  features: [
    { name: 'taxCreditGrade', missing: 'REFER' },
    { name: 'taxPaid12', influence: 'RAISE', missing: 'REFER' },
    { name: 'taxReduced12', missing: 'REFER' },
    { name: 'taxPaidMonths6', influence: 'RAISE', missing: 'REFER' },
    { name: 'openDishonestyListings', missing: 'REFER' },
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
      test: { oneOf: ['A', 'B', 'M'] },
      onFail: 'DECLINE',
      reasonCode: 'TAX_GRADE_NOT_ADMITTED',
      reference: 'ccb-reduced-tax-loan',
    },
    {
      id: 'paid-within-six-months',
      feature: 'taxPaidMonths6',
      test: { atLeast: 1 },
      onFail: 'DECLINE',
      reasonCode: 'TAX_NOT_PAID_LATELY',
      reference: 'ccb-reduced-tax-loan',
    },
    {
      id: 'not-listed-for-dishonesty',
      feature: 'openDishonestyListings',
      test: { equals: 0 },
      onFail: 'DECLINE',
      reasonCode: 'DISHONESTY_LISTED',
      reference: 'ccb-reduced-tax-loan',
    },
    {
      id: 'owner-of-age',
      feature: 'ownerAge',
      test: { atLeast: 18 },
      onFail: 'DECLINE',
      reasonCode: 'OWNER_AGE',
      reference: 'ccb-reduced-tax-loan',
    },
    {
      id: 'owner-not-too-old',
      feature: 'ownerAge',
      test: { atMost: 65 },
      onFail: 'DECLINE',
      reasonCode: 'OWNER_AGE',
      reference: 'ccb-reduced-tax-loan',
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
        baselineScore: 60,
        reasonCode: 'TAX_GRADE_LOW',
        attributes: [
          { values: ['A'], partialScore: 60 },
          { values: ['B'], partialScore: 50 },
          { values: ['M'], partialScore: 40 },
          { values: ['C', 'D'], partialScore: 0 },
        ],
        reference: 'judgement',
      },
      {
        name: 'months-paid',
        feature: 'taxPaidMonths6',
        baselineScore: 40,
        reasonCode: 'TAX_NOT_PAID_LATELY',
        attributes: [
          { from: null, to: 2, partialScore: 10 },
          { from: 2, to: 4, partialScore: 25 },
          { from: 4, to: null, partialScore: 40 },
        ],
        reference: 'judgement',
      },
    ],
  },
  rating: [
    { rating: 'A', from: 50, admitted: true },
    { rating: 'D', from: null, admitted: false },
  ],
  limit: {
    leastOf: [
      {
        name: 'paid-and-reduced',
        sumOf: [
          { feature: 'taxPaid12', multiple: '10' },
          { feature: 'taxReduced12', multiple: '10' },
        ],
        reference: 'judgement',
      },
      { name: 'cap', amount: '3000000.00', reference: 'ccb-reduced-tax-loan' },
    ],
    roundDownTo: 1000,
    minimum: '50000.00',
    reference: 'judgement',
  },
  price: {
    annualRateByRating: { A: '0.040525' },
    ceiling: { annualRate: '0.24', reference: 'jin-gui-2025-9' },
    reference: 'ccb-reduced-tax-loan',
  },
});
