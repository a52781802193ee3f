import { type AnswerDefinition, atLeast, band } from './answer-definition.ts';

/** Edges of a yearly turnover, in yuan: 10 万, 50 万, 100 万, 500 万, 2,000 万. */
const TURNOVER = ['100000.00', '500000.00', '1000000.00', '5000000.00', '20000000.00'];
/** Edges of a change of sales against a year before. */
const GROWTH = ['-0.4', '-0.2', '0', '0.2'];
/** Edges of a number of persons. */
const PERSONS = ['1', '6', '21', '101', '301'];

/** The closed catalogue of answers, in the order of their items. A bound that changes is a new name. */
export const ANSWERS = {
  registeredAndActive: atLeast('registrationActive', '1', [
    '登记状态为存续？',
    'Is the registry status active?',
  ]),
  establishedTwoYears: atLeast('ageMonths', '24', [
    '成立满两年？',
    'Was the enterprise established two years ago or earlier?',
  ]),
  hasAbnormalListing: atLeast('openAbnormalListings', '1', [
    '在经营异常名录中？',
    'Is it on the list of abnormal operations?',
  ]),
  controlledByOneShareholder: atLeast('largestShareholderShare', '0.5', [
    '第一大股东认缴占比达到一半？',
    'Does the largest shareholder hold half of the subscribed capital or more?',
  ]),
  changedLegalRepresentative12: atLeast('legalRepresentativeChanges12', '1', [
    '近12月变更过法定代表人？',
    'Did the legal representative change in the last 12 months?',
  ]),
  changedShareholders12: atLeast('shareholderChanges12', '1', [
    '近12月变更过股东？',
    'Did the shareholders change in the last 12 months?',
  ]),
  penalised12: atLeast('penalties12', '1', [
    '近12月受过行政处罚？',
    'Was an administrative penalty decided in the last 12 months?',
  ]),
  hasSeriousBreach: atLeast('openSeriousBreaches', '1', [
    '在严重违法失信公示期内？',
    'Is a serious breach still published?',
  ]),
  taxpayerStateNormal: atLeast('taxpayerNormal', '1', [
    '纳税人状态正常？',
    'Is the state of the taxpayer normal?',
  ]),
  missedVatFiling12: atLeast('longestUnfiledGap12', '1', [
    '近12月自首次申报起有漏报增值税？',
    'Since its first filing in the last 12 months, did the taxpayer miss one of VAT that was due?',
  ]),
  zeroFiledThreeMonths12: atLeast('longestZeroFilingStreak12', '3', [
    '近12月有连续三个月零申报？',
    'Were there three zero filings in a row in the last 12 months?',
  ]),
  vatSalesBand12: band('vatSales12', TURNOVER, [
    '近12月申报销售额区间',
    'Band of the sales filed over the last 12 months',
  ]),
  vatSalesGrowthBand12: band('vatSalesGrowth12', GROWTH, [
    '近12月申报销售额同比区间',
    'Band of the growth of filed sales over the last 12 months',
  ]),
  taxPaid10000In12: atLeast('taxPaid12', '10000.00', [
    '近12月缴纳税款达到 10,000 元？',
    'Was tax of 10,000 yuan or more paid in the last 12 months?',
  ]),
  paidTaxLate12: atLeast('lateTaxPaymentMonths12', '1', [
    '近12月有逾期缴税？',
    'Was tax paid late in the last 12 months?',
  ]),
  taxRefunded12: atLeast('taxRefunded12', '0.01', [
    '近12月有退税？',
    'Was tax refunded in the last 12 months?',
  ]),
  taxReduced12: atLeast('taxReduced12', '0.01', [
    '近12月享受减免税？',
    'Was tax reduced or exempted in the last 12 months?',
  ]),
  profitable12: atLeast('citProfit12', '0.01', [
    '最近12个月按所得税申报盈利？',
    'Was there a profit over the latest 12 months by income tax returns?',
  ]),
  citRevenueBand12: band('citRevenue12', TURNOVER, [
    '最近12个月营业收入区间（所得税申报）',
    'Band of the revenue of the latest 12 months by income tax returns',
  ]),
  currentRatioBand: band(
    'currentRatio',
    ['0.5', '1', '1.5', '2'],
    ['流动比率区间', 'Band of the current ratio'],
  ),
  debtRatioBand: band(
    'debtRatio',
    ['0.3', '0.5', '0.7', '0.9', '1'],
    ['资产负债率区间', 'Band of the debt ratio'],
  ),
  taxCreditGradeAdmitted: atLeast('taxCreditGradeInForce', 'M', [
    '有效纳税信用级别为 A、B 或 M？',
    'Is the tax credit grade in force A, B or M?',
  ]),
  taxCreditGradeFell: atLeast('taxCreditGradeStepsDown', '1', [
    '最近纳税信用级别较上年下降？',
    'Is the latest tax credit grade below that of the year before?',
  ]),
  hasTaxArrears: atLeast('openArrears', '0.01', ['有未缴欠税？', 'Are there open tax arrears?']),
  hasLateFees: atLeast('openLateFees', '0.01', ['有未缴滞纳金？', 'Are there open late fees?']),
  hasTaxViolation: atLeast('openTaxViolations', '1', [
    '有未处理的税务违法违章？',
    'Is there an open breach of tax law?',
  ]),
  violatedTaxLaw12: atLeast('taxViolations12', '1', [
    '近12月有税务违法违章？',
    'Was a breach of tax law registered in the last 12 months?',
  ]),
  underTaxAudit: atLeast('openTaxAudits', '1', ['正在接受税务稽查？', 'Is a tax audit open?']),
  taxAuditFined36: atLeast('taxAuditFines36', '0.01', [
    '近36月有稽查罚款？',
    'Did an audit closed in the last 36 months end with a fine?',
  ]),
  invoicedSalesBand12: band('invoicedSales12', TURNOVER, [
    '近12月净开票额区间',
    'Band of the net invoiced sales over the last 12 months',
  ]),
  invoicedSalesGrowthBand12: band('invoicedSalesGrowth12', GROWTH, [
    '近12月净开票额同比区间',
    'Band of the growth of net invoiced sales over the last 12 months',
  ]),
  invoicedEveryMonth12: atLeast('invoicedMonths12', '12', [
    '近12月每月均有开票？',
    'Were sales invoices issued in each of the last 12 months?',
  ]),
  customersBand12: band(
    'customers12',
    ['1', '6', '21', '101'],
    ['近12月下游客户数区间', 'Band of the number of customers over the last 12 months'],
  ),
  suppliersBand12: band(
    'suppliers12',
    ['1', '6', '21', '101'],
    ['近12月上游供应商数区间', 'Band of the number of suppliers over the last 12 months'],
  ),
  insuredBand: band('insured', PERSONS, ['社保参保人数区间', 'Band of the number of persons insured']),
  insuredOverYearBand: band(
    'insuredChange12',
    ['-0.3', '-0.1', '0', '0.1'],
    ['参保人数较12个月前变化区间', 'Band of the change of persons insured against 12 months earlier'],
  ),
  paidInsuranceEveryMonth6: atLeast('insurancePaidMonths6', '6', [
    '近6月每月均缴纳社保？',
    'Was social insurance paid in each of the last 6 months?',
  ]),
  depositorsBand: band('depositors', PERSONS, [
    '公积金缴存人数区间',
    'Band of the number of housing fund accounts paid into',
  ]),
  utilitiesOverdue3: atLeast('utilityOverdueMonths3', '1', [
    '近3月有水电气欠费？',
    'Were utilities overdue in the last 3 months?',
  ]),
  electricityBand6: band('electricityYearOnYear6', GROWTH, [
    '近6月用电量同比区间',
    'Band of the change of electricity used over the last 6 months against a year before',
  ]),
  underEnforcement: atLeast('openEnforcementCases', '1', [
    '有未结被执行案件？',
    'Is there an open case of enforcement?',
  ]),
  listedAsDishonest: atLeast('openDishonestyListings', '1', [
    '在列失信被执行人？',
    'Is it listed as dishonest (失信被执行人)?',
  ]),
  limitedInConsumption: atLeast('openConsumptionLimits', '1', [
    '在限制高消费？',
    'Is it under a consumption limit (限制高消费)?',
  ]),
} as const satisfies Readonly<Record<string, AnswerDefinition>>;
