import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy, PolicyDocument } from '../policy/policy.ts';

const DOCUMENT: PolicyDocument = {
  policyId: 'shui-rong-tong',
  version: '2026-1',
  name: { zh: '税融通', en: 'Tax-based revolving credit' },
  validFrom: '2026-01-01',
  validTo: null,
  references: [
    {
      id: 'abc-tax-loan',
      text: {
        zh: '农业银行“纳税e贷”公开产品介绍：成立满2年，纳税信用A/B/M级，近12个月纳税不少于1万元，无欠税，销售额降幅不超过40%，额度为近12个月纳税额的4至10倍。推广材料中的数字，作为可调整的默认值。',
        en: 'Published description of Agricultural Bank’s tax loan: 2 years of age; grade A, B or M; at least 10,000 yuan of tax in 12 months; no arrears; sales down by at most 40 %; 4 to 10 times the tax of 12 months. Marketing figures, taken as defaults to configure.',
      },
    },
    {
      id: 'ccb-tax-loan',
      text: {
        zh: '建设银行“云税贷”公开产品介绍：年纳税不少于3万元，额度约为年均增值税的5至7倍。推广材料中的数字，作为可调整的默认值。',
        en: 'Published description of China Construction Bank’s tax loan: at least 30,000 yuan of tax a year; 5 to 7 times the yearly VAT. Marketing figures, taken as defaults to configure.',
      },
    },
    {
      id: 'caps-by-rating',
      text: {
        zh: '最高300万元取自农业银行“纳税e贷”公开产品介绍；A、BBB、BB级的100万、80万、30万元仿照上海“个人银税贷”按纳税信用级别设限的做法；AA级为专家判断。推广材料中的数字，作为可调整的默认值。',
        en: '3,000,000 yuan at most as in the published description of Agricultural Bank’s tax loan; 1,000,000, 800,000 and 300,000 follow the caps by tax grade of a published Shanghai tax loan; AA is judgement. Marketing figures, taken as defaults to configure.',
      },
    },
    {
      id: 'rates-by-rating',
      text: {
        zh: '4.05%、4.35%取自农业银行“纳税e贷”公开产品介绍；更低评级的加点为专家判断。作为可调整的默认值。',
        en: '4.05 % and 4.35 % as in the published description of Agricultural Bank’s tax loan; what lower ratings pay above is judgement. Taken as defaults to configure.',
      },
    },
    {
      id: 'webank-stability',
      text: {
        zh: '“微业贷”公开产品介绍：法定代表人稳定，不接受近期变更。本策略取12个月并转人工，不直接拒绝。推广材料中的数字，作为可调整的默认值。',
        en: 'Published description of Weiyedai: a stable legal representative, no recent change. Here 12 months, and a person decides instead of a refusal. Marketing figures, taken as defaults to configure.',
      },
    },
    {
      id: 'public-credit',
      text: {
        zh: '各行信用贷款公开产品介绍的通行条件：存续状态，未列入经营异常名录，无被执行案件。作为可调整的默认值。',
        en: 'Conditions common to published descriptions of unsecured loans: active registration, no abnormal listing, no court enforcement. Taken as defaults to configure.',
      },
    },
    {
      id: 'sta-zero-filings',
      text: {
        zh: '税务总局2014年第40号、2018年第8号、2025年第12号公告：纳税信用级别；连续3个月或累计6个月增值税应纳税额为0且无正常原因的，影响评价。本策略借用其3个月、6个月两个界点。',
        en: 'State Taxation Administration notices 2014/40, 2018/8 and 2025/12: tax credit grades; no VAT payable for 3 months in a row or 6 in all without good cause weighs on the grade. The bounds of 3 and 6 months are borrowed here.',
      },
    },
    {
      id: 'jin-gui-2025-9',
      text: {
        zh: '金规〔2025〕9号：综合融资成本年化上限，按公开的律师解读为24%，使用前须由合规人员核对原文。',
        en: 'Notice Jin Gui [2025] 9: ceiling of the yearly total cost of credit, 24 % as lawyers read it in public; compliance staff must check the text before use.',
      },
    },
    {
      id: 'judgement',
      text: {
        zh: '专家判断：分值、分段、评级线与开票额倍数由专业判断设定，未用任何违约数据拟合，须经验证后投产。',
        en: 'Expert judgement: points, intervals, bands and the share of sales were set by judgement, not fitted to any default data; validate before production.',
      },
    },
  ],

  features: [
    { name: 'registrationActive', missing: 'REFER' },
    { name: 'ageMonths', missing: 'REFER' },
    { name: 'openAbnormalListings', missing: 'REFER' },
    { name: 'openEnforcements', missing: 'REFER' },
    { name: 'openArrears', missing: 'REFER' },
    { name: 'taxCreditGrade', missing: 'REFER' },
    { name: 'vatPayable12', missing: 'REFER' },
    { name: 'legalRepresentativeMonths', missing: 'REFER' },
    { name: 'vatSalesGrowth12', missing: 'SCORE' },
    { name: 'zeroFilingMonths12', missing: 'REFER' },
    { name: 'vatFiledMonths12', missing: 'REFER' },
    { name: 'lateFilings12', missing: 'REFER' },
    { name: 'invoicedSales12', missing: 'REFER' },
    { name: 'longestInvoiceGap24', missing: 'SCORE' },
    { name: 'topTenCustomerShare12', missing: 'SCORE' },
  ],

  admission: [
    {
      id: 'registration-active',
      feature: 'registrationActive',
      test: { equals: 1 },
      onFail: 'DECLINE',
      reasonCode: 'REGISTRATION_NOT_ACTIVE',
      reference: 'public-credit',
    },
    {
      id: 'two-years-old',
      feature: 'ageMonths',
      test: { atLeast: 24 },
      onFail: 'DECLINE',
      reasonCode: 'TOO_YOUNG',
      reference: 'abc-tax-loan',
    },
    {
      id: 'no-abnormal-listing',
      feature: 'openAbnormalListings',
      test: { equals: 0 },
      onFail: 'DECLINE',
      reasonCode: 'ABNORMAL_LISTING',
      reference: 'public-credit',
    },
    {
      id: 'no-enforcement',
      feature: 'openEnforcements',
      test: { equals: 0 },
      onFail: 'DECLINE',
      reasonCode: 'UNDER_ENFORCEMENT',
      reference: 'public-credit',
    },
    {
      id: 'no-arrears',
      feature: 'openArrears',
      test: { atMost: '0.00' },
      onFail: 'DECLINE',
      reasonCode: 'TAX_ARREARS',
      reference: 'abc-tax-loan',
    },
    {
      id: 'grade-admitted',
      feature: 'taxCreditGrade',
      test: { oneOf: ['A', 'B', 'M'] },
      onFail: 'DECLINE',
      reasonCode: 'TAX_GRADE_NOT_ADMITTED',
      reference: 'abc-tax-loan',
    },
    {
      id: 'enough-tax',
      feature: 'vatPayable12',
      test: { atLeast: '10000.00' },
      onFail: 'DECLINE',
      reasonCode: 'TAX_TOO_LOW',
      reference: 'abc-tax-loan',
    },
    {
      id: 'legal-representative-stable',
      feature: 'legalRepresentativeMonths',
      test: { atLeast: 12 },
      onFail: 'REFER',
      reasonCode: 'LEGAL_REPRESENTATIVE_CHANGED',
      reference: 'webank-stability',
    },
  ],

  // The best attributes add up to 1,000 points; each baseline is the best attribute of its characteristic.
  scorecard: {
    initialScore: 0,
    reasonCodeAlgorithm: 'pointsBelow',
    characteristics: [
      {
        name: 'tax-credit-grade',
        feature: 'taxCreditGrade',
        baselineScore: 160,
        reasonCode: 'TAX_GRADE_LOW',
        attributes: [
          { values: ['A'], partialScore: 160 },
          { values: ['B'], partialScore: 120 },
          { values: ['M'], partialScore: 80 },
          { values: ['C', 'D'], partialScore: 0 },
        ],
        reference: 'sta-zero-filings',
      },
      {
        name: 'vat-payable',
        feature: 'vatPayable12',
        baselineScore: 140,
        reasonCode: 'TAX_TOO_LOW',
        attributes: [
          { from: null, to: '10000.00', partialScore: 0 },
          { from: '10000.00', to: '30000.00', partialScore: 50 },
          { from: '30000.00', to: '100000.00', partialScore: 80 },
          { from: '100000.00', to: '300000.00', partialScore: 110 },
          { from: '300000.00', to: null, partialScore: 140 },
        ],
        reference: 'ccb-tax-loan',
      },
      {
        name: 'filed-sales-growth',
        feature: 'vatSalesGrowth12',
        baselineScore: 140,
        reasonCode: 'TAX_SALES_FALLING',
        attributes: [
          { from: null, to: '-0.4', partialScore: 0 },
          { from: '-0.4', to: '-0.2', partialScore: 40 },
          { from: '-0.2', to: '0', partialScore: 90 },
          { from: '0', to: null, partialScore: 140 },
          { missing: true, partialScore: 0, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'abc-tax-loan',
      },
      {
        name: 'zero-filings',
        feature: 'zeroFilingMonths12',
        baselineScore: 100,
        reasonCode: 'TAX_ZERO_FILINGS',
        attributes: [
          { from: null, to: 1, partialScore: 100 },
          { from: 1, to: 3, partialScore: 60 },
          { from: 3, to: 6, partialScore: 20 },
          { from: 6, to: null, partialScore: 0 },
        ],
        reference: 'sta-zero-filings',
      },
      {
        name: 'periods-filed',
        feature: 'vatFiledMonths12',
        baselineScore: 90,
        reasonCode: 'TAX_FILINGS_MISSING',
        attributes: [
          { from: null, to: 6, partialScore: 0 },
          { from: 6, to: 9, partialScore: 30 },
          { from: 9, to: 12, partialScore: 60 },
          { from: 12, to: null, partialScore: 90 },
        ],
        reference: 'judgement',
      },
      {
        name: 'late-filings',
        feature: 'lateFilings12',
        baselineScore: 80,
        reasonCode: 'TAX_LATE_FILINGS',
        attributes: [
          { from: null, to: 1, partialScore: 80 },
          { from: 1, to: 2, partialScore: 50 },
          { from: 2, to: 3, partialScore: 20 },
          { from: 3, to: null, partialScore: 0 },
        ],
        reference: 'judgement',
      },
      {
        name: 'age',
        feature: 'ageMonths',
        baselineScore: 90,
        reasonCode: 'TOO_YOUNG',
        attributes: [
          { from: null, to: 24, partialScore: 0 },
          { from: 24, to: 36, partialScore: 30 },
          { from: 36, to: 60, partialScore: 60 },
          { from: 60, to: null, partialScore: 90 },
        ],
        reference: 'judgement',
      },
      {
        name: 'invoiced-sales',
        feature: 'invoicedSales12',
        baselineScore: 80,
        reasonCode: 'INVOICE_SALES_LOW',
        attributes: [
          { from: null, to: '300000.00', partialScore: 0 },
          { from: '300000.00', to: '1000000.00', partialScore: 30 },
          { from: '1000000.00', to: '3000000.00', partialScore: 60 },
          { from: '3000000.00', to: null, partialScore: 80 },
        ],
        reference: 'judgement',
      },
      {
        name: 'invoice-gap',
        feature: 'longestInvoiceGap24',
        baselineScore: 60,
        reasonCode: 'INVOICE_GAP',
        attributes: [
          { from: null, to: 1, partialScore: 60 },
          { from: 1, to: 2, partialScore: 45 },
          { from: 2, to: 3, partialScore: 30 },
          { from: 3, to: 6, partialScore: 10 },
          { from: 6, to: null, partialScore: 0 },
          { missing: true, partialScore: 0, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'judgement',
      },
      {
        name: 'customer-concentration',
        feature: 'topTenCustomerShare12',
        baselineScore: 60,
        reasonCode: 'CUSTOMERS_CONCENTRATED',
        attributes: [
          { from: null, to: '0.5', partialScore: 60 },
          { from: '0.5', to: '0.8', partialScore: 40 },
          { from: '0.8', to: '0.95', partialScore: 20 },
          { from: '0.95', to: null, partialScore: 0 },
          { missing: true, partialScore: 0, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'judgement',
      },
    ],
  },

  rating: [
    { rating: 'AAA', from: 900, admitted: true },
    { rating: 'AA', from: 820, admitted: true },
    { rating: 'A', from: 740, admitted: true },
    { rating: 'BBB', from: 660, admitted: true },
    { rating: 'BB', from: 580, admitted: true },
    { rating: 'C', from: null, admitted: false },
  ],

  limit: {
    leastOf: [
      { name: 'tax-multiple', feature: 'vatPayable12', multiple: '7', reference: 'ccb-tax-loan' },
      {
        name: 'share-of-invoiced-sales',
        feature: 'invoicedSales12',
        multiple: '0.3',
        reference: 'judgement',
      },
      {
        name: 'cap',
        capByRating: {
          AAA: '3000000.00',
          AA: '2000000.00',
          A: '1000000.00',
          BBB: '800000.00',
          BB: '300000.00',
        },
        reference: 'caps-by-rating',
      },
    ],
    roundDownTo: 1000,
    minimum: '10000.00',
    reference: 'judgement',
  },

  price: {
    annualRateByRating: { AAA: '0.0405', AA: '0.0435', A: '0.0485', BBB: '0.0540', BB: '0.0600' },
    ceiling: { annualRate: '0.24', reference: 'jin-gui-2025-9' },
    reference: 'rates-by-rating',
  },
};

/**
 * 税融通 2026-1: tax filings and invoices decide; limit = least of 7 × VAT payable, 0.3 × invoiced sales and a
 * cap by rating. Its numbers are defaults to configure; `references` says where each comes from.
 */
export const SHUI_RONG_TONG_2026_1: Policy = parsePolicy(DOCUMENT);
