import { parsePolicy } from '../../policy/parse-policy.ts';
import type { Policy } from '../../policy/policy.ts';

/**
 * 金农易贷 example 2026-1: a small loan to a farming household, decided by what a city knows of it. Published are the
 * product, its four models and its sums, none of its rules: every number of this document is judgement or a rule of
 * another product, and says so.
 */
export const JIN_NONG_YI_DAI_2026_1: Policy = parsePolicy({
  policyId: 'example-jin-nong-yi-dai',
  version: '2026-1',
  name: { zh: '金农易贷类农户贷款（示例）', en: 'Household loan like Jinnong Yidai (example)' },
  validFrom: '2026-01-01',
  validTo: null,
  references: [
    {
      id: 'jin-nong-yi-dai',
      text: {
        zh: '关于“金农易贷”的公开报道：贷前准入、信用评级、风险控制、贷后预警四个模型，2016年7月上线。规则本身没有公布。',
        en: 'Press reports on Jinnong Yidai: four models for admission, rating, risk control and early warning, in use since July 2016. Its rules are not published.',
      },
    },
    {
      id: 'same-day-300000',
      text: {
        zh: '同一城市“信贷工厂”的公开报道：30万元当日到账。此处借作单户上限。',
        en: 'Press report on the credit factory of the same city: 300,000 yuan within the day. Borrowed here as the cap for one household.',
      },
    },
    {
      id: 'abc-tax-loan',
      text: {
        zh: '农业银行“纳税e贷”公开产品介绍：个人近2年逾期不超过6次。推广材料中的数字，作为可调整的默认值。',
        en: 'Published description of Agricultural Bank’s tax loan: a person overdue at most 6 times in 2 years. Marketing figures, taken as defaults to configure.',
      },
    },
    {
      id: 'ccb-cloud-tax-loan',
      text: {
        zh: '建设银行“云税贷”公开产品介绍：经营者18至60周岁。推广材料中的数字，作为可调整的默认值。',
        en: 'Published description of China Construction Bank’s cloud tax loan: owner aged 18 to 60. Marketing figures, taken as defaults to configure.',
      },
    },
    {
      id: 'pbc-benchmark',
      text: {
        zh: '人民银行一年期贷款基准利率4.35%（2015年10月24日起）。各评级的上浮幅度（40%、60%、80%、100%）为专家判断。',
        en: 'Benchmark rate of the People’s Bank of China for one year, 4.35 % since 24 October 2015. What each rating pays above it (40, 60, 80, 100 %) is judgement.',
      },
    },
    {
      id: 'judgement',
      text: {
        zh: '专家判断：收入倍数、分值、分段、评级线、额度与违约概率曲线；未用违约数据拟合，须经验证后投产。',
        en: 'Expert judgement: the multiple of income, points, intervals, bands, amounts and the curve of default; fitted to no default data, validate before production.',
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
      code: 'APPLICANT_AGE',
      text: { zh: '申请人年龄不在准入范围', en: 'The age of the applicant is outside the admitted range.' },
    },
    {
      code: 'HOUSEHOLD_INCOME_LOW',
      text: {
        zh: '家庭年收入偏低或未超过在外借款',
        en: 'The yearly income of the household is low, or owed elsewhere.',
      },
    },
    {
      code: 'ON_ALLOWANCE',
      text: {
        zh: '享受最低生活保障，请申请扶贫贷款',
        en: 'The household receives the minimum living allowance: other loans are meant for it.',
      },
    },
    {
      code: 'LAND_SMALL',
      text: { zh: '经营土地较少或没有', en: 'The household works little land, or none.' },
    },
    {
      code: 'VILLAGE_GRADE_LOW',
      text: {
        zh: '村级信用评定较低或未评定',
        en: 'The credit grade given by the village is low, or there is none.',
      },
    },
    {
      code: 'CREDIT_OVERDUE',
      text: { zh: '近2年存在信贷逾期', en: 'A loan was overdue in the last 2 years.' },
    },
    {
      code: 'UTILITY_OVERDUE',
      text: { zh: '近12个月拖欠水电费', en: 'Water or power was not paid in time in the last 12 months.' },
    },
    {
      code: 'INSURANCE_GAPS',
      text: {
        zh: '城乡居民养老保险缴费年数较少',
        en: 'Few years of pension contributions as a resident were paid.',
      },
    },
  ],
  features: [
    {
      name: 'applicantAge',
      definition: { unit: 'COUNT', name: { zh: '申请人周岁', en: 'Age of the applicant in years' } },
      range: [0, 150],
      missing: 'REFER',
    },
    { name: 'openEnforcements', missing: 'REFER' },
    {
      name: 'onAllowance',
      definition: {
        unit: 'CATEGORY',
        name: { zh: '享受最低生活保障', en: 'Receives the minimum living allowance' },
        categories: ['YES', 'NO'],
      },
      missing: 'REFER',
    },
    {
      name: 'householdIncome12',
      definition: {
        unit: 'AMOUNT',
        name: { zh: '近12月家庭可支配收入', en: 'Disposable income of the household, 12 months' },
      },
      range: ['0.00', null],
      influence: 'RAISE',
      missing: 'REFER',
    },
    {
      name: 'debtElsewhere',
      definition: {
        unit: 'AMOUNT',
        name: { zh: '其他机构贷款余额（征信）', en: 'Owed to other lenders (credit report)' },
      },
      range: ['0.00', null],
      influence: 'LOWER',
      missing: 'REFER',
    },
    {
      name: 'creditOverdue24',
      definition: {
        unit: 'COUNT',
        name: {
          zh: '近24月信贷逾期次数（征信）',
          en: 'Times a loan was overdue in 24 months (credit report)',
        },
      },
      range: [0, null],
      missing: 'REFER',
    },
    {
      name: 'landMu',
      definition: {
        unit: 'NUMBER',
        name: { zh: '确权与流转土地（亩）', en: 'Land held and rented, in mu (1/15 hectare)' },
        places: 1,
      },
      range: ['0', '100000'],
      influence: 'RAISE',
      missing: 'SCORE',
    },
    {
      name: 'villageGrade',
      definition: {
        unit: 'CATEGORY',
        name: { zh: '村级信用评定', en: 'Credit grade given by the village' },
        categories: ['EXCELLENT', 'GOOD', 'FAIR', 'POOR', 'NOT_GRADED'],
      },
      missing: 'SCORE',
    },
    { name: 'utilityOverdueMonths12', influence: 'LOWER', missing: 'SCORE' },
    {
      name: 'pensionYears5',
      definition: {
        unit: 'COUNT',
        name: { zh: '近5年养老保险缴费年数', en: 'Years with a pension contribution, of 5' },
      },
      range: [0, 5],
      influence: 'RAISE',
      missing: 'SCORE',
    },
  ],
  admission: [
    {
      id: 'of-age',
      feature: 'applicantAge',
      test: { atLeast: 18 },
      onFail: 'DECLINE',
      reasonCode: 'APPLICANT_AGE',
      reference: 'ccb-cloud-tax-loan',
    },
    {
      id: 'not-too-old',
      feature: 'applicantAge',
      test: { atMost: 60 },
      onFail: 'DECLINE',
      reasonCode: 'APPLICANT_AGE',
      reference: 'ccb-cloud-tax-loan',
    },
    {
      id: 'no-enforcement',
      feature: 'openEnforcements',
      test: { equals: 0 },
      onFail: 'DECLINE',
      reasonCode: 'UNDER_ENFORCEMENT',
      reference: 'jin-nong-yi-dai',
    },
    {
      id: 'not-on-allowance',
      feature: 'onAllowance',
      test: { equals: 'NO' },
      onFail: 'DECLINE',
      reasonCode: 'ON_ALLOWANCE',
      reference: 'judgement',
    },
    {
      id: 'seldom-overdue',
      feature: 'creditOverdue24',
      test: { atMost: 6 },
      onFail: 'DECLINE',
      reasonCode: 'CREDIT_OVERDUE',
      reference: 'abc-tax-loan',
    },
    {
      id: 'enough-income',
      feature: 'householdIncome12',
      test: { atLeast: '20000.00' },
      onFail: 'DECLINE',
      reasonCode: 'HOUSEHOLD_INCOME_LOW',
      reference: 'judgement',
    },
  ],

  // The best attributes add up to 1,000 points; each baseline is the best attribute of its characteristic.
  scorecard: {
    initialScore: 0,
    reasonCodeAlgorithm: 'pointsBelow',
    baselineMethod: 'max',
    characteristics: [
      {
        name: 'household-income',
        feature: 'householdIncome12',
        baselineScore: 220,
        reasonCode: 'HOUSEHOLD_INCOME_LOW',
        attributes: [
          { from: null, to: '30000.00', partialScore: 40 },
          { from: '30000.00', to: '50000.00', partialScore: 110 },
          { from: '50000.00', to: '80000.00', partialScore: 170 },
          { from: '80000.00', to: null, partialScore: 220 },
        ],
        reference: 'judgement',
      },
      {
        name: 'overdue-loans',
        feature: 'creditOverdue24',
        baselineScore: 220,
        reasonCode: 'CREDIT_OVERDUE',
        attributes: [
          { from: null, to: 1, partialScore: 220 },
          { from: 1, to: 3, partialScore: 120 },
          { from: 3, to: null, partialScore: 0 },
        ],
        reference: 'judgement',
      },
      {
        name: 'village-grade',
        feature: 'villageGrade',
        baselineScore: 200,
        reasonCode: 'VILLAGE_GRADE_LOW',
        attributes: [
          { values: ['EXCELLENT'], partialScore: 200 },
          { values: ['GOOD'], partialScore: 150 },
          { values: ['FAIR'], partialScore: 90 },
          { values: ['NOT_GRADED'], partialScore: 50 },
          { values: ['POOR'], partialScore: 0 },
          { missing: true, partialScore: 0, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'judgement',
      },
      {
        name: 'land',
        feature: 'landMu',
        baselineScore: 120,
        reasonCode: 'LAND_SMALL',
        attributes: [
          { from: null, to: '2', partialScore: 20 },
          { from: '2', to: '5', partialScore: 50 },
          { from: '5', to: '10', partialScore: 80 },
          { from: '10', to: null, partialScore: 120 },
          { missing: true, partialScore: 20, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'judgement',
      },
      {
        name: 'utilities',
        feature: 'utilityOverdueMonths12',
        baselineScore: 120,
        reasonCode: 'UTILITY_OVERDUE',
        attributes: [
          { from: null, to: 1, partialScore: 120 },
          { from: 1, to: 3, partialScore: 70 },
          { from: 3, to: null, partialScore: 0 },
          { missing: true, partialScore: 0, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'judgement',
      },
      {
        name: 'pension',
        feature: 'pensionYears5',
        baselineScore: 120,
        reasonCode: 'INSURANCE_GAPS',
        attributes: [
          { from: null, to: 2, partialScore: 20 },
          { from: 2, to: 5, partialScore: 80 },
          { from: 5, to: null, partialScore: 120 },
          { missing: true, partialScore: 20, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'judgement',
      },
    ],
  },
  rating: [
    { rating: 'A', from: 850, admitted: true },
    { rating: 'B', from: 750, admitted: true },
    { rating: 'C', from: 650, admitted: true },
    { rating: 'D', from: 550, admitted: true },
    { rating: 'E', from: null, admitted: false },
  ],
  defaultProbability: {
    knots: [
      { score: 400, probability: '0.08' },
      { score: 550, probability: '0.04' },
      { score: 650, probability: '0.02' },
      { score: 750, probability: '0.01' },
      { score: 850, probability: '0.005' },
      { score: 1000, probability: '0.002' },
    ],
    reference: 'judgement',
  },
  limit: {
    leastOf: [
      {
        name: 'income-less-debt',
        difference: [
          { feature: 'householdIncome12', multiple: '1.5' },
          { feature: 'debtElsewhere', multiple: '1' },
        ],
        reference: 'judgement',
      },
      {
        name: 'cap',
        capByRating: { A: '300000.00', B: '150000.00', C: '80000.00', D: '50000.00' },
        reference: 'same-day-300000',
      },
    ],
    roundDownTo: 1000,
    minimum: '10000.00',
    reference: 'judgement',
  },
  price: {
    annualRateByRating: { A: '0.0609', B: '0.0696', C: '0.0783', D: '0.0870' },
    ceiling: { annualRate: '0.24', reference: 'jin-gui-2025-9' },
    reference: 'pbc-benchmark',
  },
  tenor: { months: 12, revolving: true, reference: 'judgement' },
});
