import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy, PolicyDocument } from '../policy/policy.ts';

const DOCUMENT: PolicyDocument = {
  policyId: 'invoice-flow',
  version: '2026-1',
  name: { zh: '票流贷', en: 'Credit on invoice flow' },
  validFrom: '2026-01-01',
  validTo: null,
  references: [
    {
      id: 'judgement-before-outcomes',
      text: {
        zh: '专家判断：分值、分段、评级线、倍数与利率由专业判断设定，设定之前没有查看任何违约或还款结果，也未用数据拟合；须经验证后投产。',
        en: 'Expert judgement: points, intervals, bands, multiples and rates were set by judgement before any default or repayment outcome was seen, and fitted to no data; validate before production.',
      },
    },
    {
      id: 'webank-invoices',
      text: {
        zh: '“微业贷”公开产品介绍：年开票额100万元以上，额度最高300万元，日利率0.01%起。推广材料中的数字，作为可调整的默认值。',
        en: 'Published description of Weiyedai: more than 1,000,000 yuan invoiced a year, at most 3,000,000 yuan lent, from 0.01 % a day. Marketing figures, taken as defaults to configure.',
      },
    },
    {
      id: 'bank-invoice-reports',
      text: {
        zh: '银行与城市平台的发票报告所列指标：开票月数、最长连续断票、作废与红冲占比、下游客户数、前十客户占比。指标取自公开材料，界点出自专家判断。',
        en: 'Figures that invoice reports of banks and cities show: months invoiced, longest gap, shares of void and red invoices, number of customers, share of the ten largest. The figures are published, the bounds are judgement.',
      },
    },
    {
      id: 'open-limit-logic',
      text: {
        zh: '公开的额度测算思路：以流入与流出中较小者为基础，再取各项上限中的最小值并取整到千元。这里以销项代流入、进项代流出。无进项的企业在此得不到额度，可申请税融通。',
        en: 'Published reasoning on limits: begin with the smaller of inflow and outflow, take the least of all caps, round to thousands. Sales stand for inflow and purchases for outflow. Without purchases there is no limit here; tax-based credit remains open.',
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

  features: [
    { name: 'invoicedSales12', missing: 'REFER' },
    { name: 'invoicedMonths12', missing: 'REFER' },
    { name: 'longestInvoiceGap24', missing: 'REFER' },
    { name: 'voidShare12', missing: 'REFER' },
    { name: 'redShare12', missing: 'REFER' },
    { name: 'customers12', missing: 'SCORE' },
    { name: 'invoicedSalesGrowth12', missing: 'SCORE' },
    { name: 'topTenCustomerShare12', missing: 'SCORE' },
    { name: 'invoicedPurchases12', missing: 'REFER' },
  ],

  admission: [
    {
      id: 'enough-invoiced-sales',
      feature: 'invoicedSales12',
      test: { atLeast: '1000000.00' },
      onFail: 'DECLINE',
      reasonCode: 'INVOICE_SALES_LOW',
      reference: 'webank-invoices',
    },
    {
      id: 'half-a-year-invoiced',
      feature: 'invoicedMonths12',
      test: { atLeast: 6 },
      onFail: 'DECLINE',
      reasonCode: 'INVOICE_GAP',
      reference: 'bank-invoice-reports',
    },
    {
      id: 'no-long-gap',
      feature: 'longestInvoiceGap24',
      test: { atMost: 5 },
      onFail: 'REFER',
      reasonCode: 'INVOICE_GAP',
      reference: 'bank-invoice-reports',
    },
    {
      id: 'few-voids',
      feature: 'voidShare12',
      test: { atMost: '0.3' },
      onFail: 'REFER',
      reasonCode: 'INVOICE_VOIDS',
      reference: 'bank-invoice-reports',
    },
    {
      id: 'few-reds',
      feature: 'redShare12',
      test: { atMost: '0.3' },
      onFail: 'REFER',
      reasonCode: 'INVOICE_REDS',
      reference: 'bank-invoice-reports',
    },
  ],

  // The best attributes add up to 1,000 points; each baseline is the best attribute of its characteristic.
  // Sales and customers are cut in equal steps of their logarithm, about half a decade each.
  scorecard: {
    initialScore: 0,
    reasonCodeAlgorithm: 'pointsBelow',
    characteristics: [
      {
        name: 'invoiced-sales',
        feature: 'invoicedSales12',
        baselineScore: 240,
        reasonCode: 'INVOICE_SALES_LOW',
        attributes: [
          { from: null, to: '100000.00', partialScore: 0 },
          { from: '100000.00', to: '300000.00', partialScore: 40 },
          { from: '300000.00', to: '1000000.00', partialScore: 80 },
          { from: '1000000.00', to: '3000000.00', partialScore: 120 },
          { from: '3000000.00', to: '10000000.00', partialScore: 160 },
          { from: '10000000.00', to: '30000000.00', partialScore: 200 },
          { from: '30000000.00', to: null, partialScore: 240 },
        ],
        reference: 'judgement-before-outcomes',
      },
      {
        name: 'months-invoiced',
        feature: 'invoicedMonths12',
        baselineScore: 180,
        reasonCode: 'INVOICE_GAP',
        attributes: [
          { from: null, to: 3, partialScore: 0 },
          { from: 3, to: 6, partialScore: 40 },
          { from: 6, to: 9, partialScore: 90 },
          { from: 9, to: 11, partialScore: 130 },
          { from: 11, to: 12, partialScore: 160 },
          { from: 12, to: null, partialScore: 180 },
        ],
        reference: 'judgement-before-outcomes',
      },
      {
        name: 'longest-gap',
        feature: 'longestInvoiceGap24',
        baselineScore: 140,
        reasonCode: 'INVOICE_GAP',
        attributes: [
          { from: null, to: 1, partialScore: 140 },
          { from: 1, to: 2, partialScore: 115 },
          { from: 2, to: 3, partialScore: 90 },
          { from: 3, to: 6, partialScore: 40 },
          { from: 6, to: null, partialScore: 0 },
        ],
        reference: 'judgement-before-outcomes',
      },
      {
        name: 'customers',
        feature: 'customers12',
        baselineScore: 140,
        reasonCode: 'CUSTOMERS_FEW',
        attributes: [
          { from: null, to: 3, partialScore: 0 },
          { from: 3, to: 10, partialScore: 50 },
          { from: 10, to: 30, partialScore: 100 },
          { from: 30, to: null, partialScore: 140 },
          { missing: true, partialScore: 0, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'judgement-before-outcomes',
      },
      {
        name: 'invoiced-sales-growth',
        feature: 'invoicedSalesGrowth12',
        baselineScore: 100,
        reasonCode: 'INVOICE_SALES_FALLING',
        attributes: [
          { from: null, to: '-0.6', partialScore: 0 },
          { from: '-0.6', to: '-0.4', partialScore: 20 },
          { from: '-0.4', to: '-0.2', partialScore: 50 },
          { from: '-0.2', to: '0', partialScore: 75 },
          { from: '0', to: null, partialScore: 100 },
          { missing: true, partialScore: 0, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'judgement-before-outcomes',
      },
      {
        name: 'void-share',
        feature: 'voidShare12',
        baselineScore: 70,
        reasonCode: 'INVOICE_VOIDS',
        attributes: [
          { from: null, to: '0.03', partialScore: 70 },
          { from: '0.03', to: '0.07', partialScore: 50 },
          { from: '0.07', to: '0.15', partialScore: 25 },
          { from: '0.15', to: null, partialScore: 0 },
        ],
        reference: 'judgement-before-outcomes',
      },
      {
        name: 'red-share',
        feature: 'redShare12',
        baselineScore: 60,
        reasonCode: 'INVOICE_REDS',
        attributes: [
          { from: null, to: '0.02', partialScore: 60 },
          { from: '0.02', to: '0.05', partialScore: 45 },
          { from: '0.05', to: '0.15', partialScore: 20 },
          { from: '0.15', to: null, partialScore: 0 },
        ],
        reference: 'judgement-before-outcomes',
      },
      {
        name: 'customer-concentration',
        feature: 'topTenCustomerShare12',
        baselineScore: 70,
        reasonCode: 'CUSTOMERS_CONCENTRATED',
        attributes: [
          { from: null, to: '0.5', partialScore: 70 },
          { from: '0.5', to: '0.8', partialScore: 50 },
          { from: '0.8', to: '0.95', partialScore: 25 },
          { from: '0.95', to: null, partialScore: 0 },
          { missing: true, partialScore: 0, reasonCode: 'DATA_MISSING' },
        ],
        reference: 'judgement-before-outcomes',
      },
    ],
  },

  rating: [
    { rating: 'AAA', from: 880, admitted: true },
    { rating: 'AA', from: 800, admitted: true },
    { rating: 'A', from: 700, admitted: true },
    { rating: 'BBB', from: 600, admitted: true },
    { rating: 'BB', from: 500, admitted: true },
    { rating: 'C', from: null, admitted: false },
  ],

  limit: {
    leastOf: [
      {
        name: 'share-of-invoiced-sales',
        feature: 'invoicedSales12',
        multiple: '0.2',
        reference: 'open-limit-logic',
      },
      {
        name: 'share-of-invoiced-purchases',
        feature: 'invoicedPurchases12',
        multiple: '0.5',
        reference: 'open-limit-logic',
      },
      {
        name: 'cap',
        capByRating: {
          AAA: '3000000.00',
          AA: '2000000.00',
          A: '1000000.00',
          BBB: '500000.00',
          BB: '200000.00',
        },
        reference: 'webank-invoices',
      },
    ],
    roundDownTo: 1000,
    minimum: '10000.00',
    reference: 'open-limit-logic',
  },

  price: {
    annualRateByRating: { AAA: '0.0485', AA: '0.0545', A: '0.0625', BBB: '0.0765', BB: '0.0945' },
    ceiling: { annualRate: '0.24', reference: 'jin-gui-2025-9' },
    reference: 'judgement-before-outcomes',
  },
};

/**
 * 票流贷 2026-1: reads nothing but the invoice summary. Set by judgement before any outcome was seen; its
 * numbers are defaults to configure.
 */
export const INVOICE_FLOW_2026_1: Policy = parsePolicy(DOCUMENT);
