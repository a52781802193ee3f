import { text, UNITS, type WordsOf, words } from './field-words.ts';

const TAX_TYPE = words('征收项目', 'Kind of tax', '税种的中文名称（ZSXM_DM）。');
const KIND_CODES = {
  GENERAL: text('一般纳税人', 'General taxpayer'),
  SMALL_SCALE: text('小规模纳税人', 'Small-scale taxpayer'),
  OTHER: text('其他', 'Other'),
};

/** Fields of the items of the tax bureau (税务局), but for invoices. */
export const TAX_WORDS: WordsOf<
  | 'tax.status'
  | 'tax.vat-returns'
  | 'tax.payments'
  | 'tax.refunds'
  | 'tax.reductions'
  | 'tax.cit-returns'
  | 'tax.financial-statements'
  | 'tax.credit-grades'
  | 'tax.arrears'
  | 'tax.late-fees'
  | 'tax.violations'
  | 'tax.audits'
> = {
  'tax.status': {
    state: words('纳税人状态', 'State', '税务机关标注的状态（NSRZT_DM）。', {
      codes: {
        NORMAL: text('正常', 'Normal'),
        ABNORMAL: text('非正常户', 'Abnormal taxpayer'),
        SUSPENDED: text('停业', 'Suspended'),
        CANCELLED: text('注销', 'Cancelled'),
      },
    }),
    stateSince: words('状态起始日', 'State since', '该状态开始之日，北京时间。'),
    kind: words('纳税人类型', 'Kind of taxpayer', '一般纳税人按月申报；小规模纳税人一般按季申报。', {
      codes: KIND_CODES,
    }),
    kindSince: words('类型起始日', 'Kind since', '该类型开始之日，北京时间。'),
    abnormalPeriods: words('非正常户记录', 'Abnormal periods', '历次被列为非正常户，由早到晚。'),
    'abnormalPeriods[].from': words('列入日期', 'From', '被列为非正常户之日，北京时间。'),
    'abnormalPeriods[].to': words('解除日期', 'To', '解除之日，北京时间；尚未解除为空。'),
  },
  'tax.vat-returns': {
    period: words('税款所属期止', 'Last month of the period', '税款所属期的最后一个月，北京时间。'),
    months: words('所属期月数', 'Months of the period', '以该月结束的所属期长度：1，按季申报为 3。', {
      unit: UNITS.months,
    }),
    taxpayerKind: words('纳税人类型', 'Kind of taxpayer', '该期的纳税人类型，决定所用申报表。', {
      codes: KIND_CODES,
    }),
    taxableSales: words(
      '按适用税率计税销售额',
      'Sales at the applicable rate',
      '不含税，单位元（ASYSLJSXSE）。',
    ),
    simplifiedSales: words(
      '按简易办法计税销售额',
      'Sales under the simplified method',
      '单位元（AJYBFJSXSE）。',
    ),
    exemptSales: words('免税销售额', 'Tax-exempt sales', '单位元（MSXSE）。'),
    outputTax: words('销项税额', 'Output tax', '单位元（XXSE）。'),
    inputTax: words('进项税额', 'Input tax', '单位元（JXSE）。'),
    taxPayable: words('应纳税额合计', 'Tax payable', '单位元（YNSEHJ）。'),
    taxReduced: words('应纳税额减征额', 'Tax reduced', '单位元（YNSEJZE）。'),
    taxPaid: words('本期已缴税额', 'Tax paid', '该期已经缴纳的税额，单位元（BQYJSE）。'),
    daysLate: words('逾期天数', 'Days late', '申报逾期的整天数；0 为按期。', { unit: UNITS.days }),
  },
  'tax.payments': {
    taxType: TAX_TYPE,
    periodFrom: words('税款所属期起', 'Period from', '所属期第一日（SKSSQQ），北京时间。'),
    periodTo: words('税款所属期止', 'Period to', '所属期最后一日（SKSSQZ），北京时间。'),
    basis: words('计税依据', 'Basis of the tax', '单位元（JSYJ）。'),
    reduced: words('减免税额', 'Reduction', '单位元（JMSE）。'),
    paid: words('已缴税额', 'Amount paid', '单位元（YJSE）。'),
    dueOn: words('缴款期限', 'Due day', '应缴款之日（JKQX），北京时间。'),
    paidOn: words('入库日期', 'Day paid', '税款入库之日（RKRQ），北京时间。'),
  },
  'tax.refunds': {
    taxType: TAX_TYPE,
    kind: words('退税类型', 'Kind of refund', '退税的缘由。', {
      codes: {
        EXCESS: text('多缴退税', 'Excess payment'),
        EXPORT: text('出口退税', 'Export'),
        ON_COLLECTION: text('即征即退', 'On collection'),
        CREDIT_BALANCE: text('留抵退税', 'Credit balance'),
        OTHER: text('其他', 'Other'),
      },
    }),
    amount: words('退税金额', 'Amount refunded', '单位元。'),
    refundedOn: words('退税日期', 'Day of the refund', '退税之日，北京时间。'),
  },
  'tax.reductions': {
    taxType: TAX_TYPE,
    periodTo: words('税款所属期止', 'Period to', '所属期最后一日，北京时间。'),
    policy: words('减免性质', 'Policy', '所依据的减免政策，税务机关原文。'),
    amount: words('减免税额', 'Tax not levied', '单位元。'),
  },
  'tax.cit-returns': {
    kind: words('申报类型', 'Kind of return', '预缴申报或年度汇算清缴。', {
      codes: { PREPAYMENT: text('预缴', 'Prepayment'), ANNUAL: text('汇算清缴', 'Yearly settlement') },
    }),
    periodFrom: words('税款所属期起', 'Period from', '所属期第一日，北京时间。'),
    periodTo: words('税款所属期止', 'Period to', '所属期最后一日，北京时间。'),
    revenue: words('营业收入', 'Revenue', '年初至期末累计，单位元。'),
    cost: words('营业成本', 'Cost', '年初至期末累计，单位元。'),
    profit: words('利润总额', 'Total profit', '年初至期末累计，单位元；负数为亏损。'),
    taxPayable: words('应纳所得税额', 'Tax payable', '单位元。'),
    filedOn: words('申报日期', 'Day filed', '申报之日，北京时间。'),
  },
  'tax.financial-statements': {
    kind: words('报表类型', 'Kind of statement', '季报或年报。', {
      codes: { QUARTER: text('季报', 'Quarterly'), YEAR: text('年报', 'Yearly') },
    }),
    periodTo: words('报表截止日', 'Closing day', '报告期最后一日，北京时间。'),
    totalAssets: words('资产总计', 'Total assets', '期末余额，单位元。'),
    currentAssets: words('流动资产合计', 'Current assets', '期末余额，单位元。'),
    totalLiabilities: words('负债合计', 'Total liabilities', '期末余额，单位元。'),
    currentLiabilities: words('流动负债合计', 'Current liabilities', '期末余额，单位元。'),
    equity: words('所有者权益合计', 'Equity', '期末余额，单位元。'),
    revenue: words('营业收入', 'Revenue', '年初至期末累计，单位元。'),
    cost: words('营业成本', 'Cost', '年初至期末累计，单位元。'),
    netProfit: words('净利润', 'Net profit', '年初至期末累计，单位元；负数为亏损。'),
  },
  'tax.credit-grades': {
    year: words('评价年度', 'Assessed year', '被评价的日历年度。', { unit: UNITS.year }),
    grade: words('纳税信用级别', 'Grade', '该年度的级别。', {
      codes: {
        A: text('A 级：90 分以上', 'A: 90 points and more'),
        B: text('B 级：70 分以上不满 90 分', 'B: 70 to below 90 points'),
        M: text('M 级：新设或无经营收入', 'M: new, or without revenue'),
        C: text('C 级：40 分以上不满 70 分', 'C: 40 to below 70 points'),
        D: text('D 级：不满 40 分或直接判级', 'D: below 40 points, or by a direct finding'),
      },
    }),
  },
  'tax.arrears': {
    taxType: words('征收项目', 'Kind of tax', '税种的中文名称。'),
    dueOn: words('缴款期限', 'Due day', '应缴款之日，北京时间。'),
    amount: words('欠缴税额', 'Unpaid tax', '不含滞纳金，单位元。'),
    settledOn: words('缴清日期', 'Day settled', '缴清之日，北京时间；未缴清为空。'),
  },
  'tax.late-fees': {
    taxType: TAX_TYPE,
    from: words('起算日', 'From', '滞纳金起算之日，北京时间。'),
    to: words('截止日', 'To', '滞纳金计算的最后一日，或数据提取之日，北京时间。'),
    amount: words('滞纳金额', 'Late fee', '单位元。'),
    paidOn: words('缴纳日期', 'Day paid', '缴纳之日，北京时间；未缴纳为空。'),
  },
  'tax.violations': {
    registeredOn: words('登记日期', 'Day registered', '登记之日，北京时间。'),
    kind: words('违法违章事项', 'Breach', '违反了什么，税务机关原文。'),
    fine: words('罚款金额', 'Fine', '罚款，单位元；没有罚款为 0.00。'),
    closedOn: words('处理完毕日期', 'Day settled', '处理完毕之日，北京时间；未处理完毕为空。'),
  },
  'tax.audits': {
    openedOn: words('立案日期', 'Day opened', '稽查立案之日，北京时间。'),
    closedOn: words('结案日期', 'Day closed', '结案之日，北京时间；未结案为空。'),
    assessed: words('查补税款', 'Tax assessed', '单位元。'),
    fine: words('罚款金额', 'Fine', '单位元。'),
  },
};
