import { text, UNITS, type WordsOf, words } from './field-words.ts';

const DIRECTION = words('方向', 'Direction', '销项为开给客户，进项为取自供应商。', {
  codes: { OUT: text('销项', 'Issued'), IN: text('进项', 'Received') },
});

/** Fields of invoices. */
export const INVOICE_WORDS: WordsOf<'invoice.summary' | 'invoice.lines'> = {
  'invoice.summary': {
    months: words('按月汇总', 'Months', '有发票的月份，由早到晚，同月先销项后进项。'),
    'months[].month': words('开票月份', 'Month', '开票所在月，北京时间。'),
    'months[].direction': DIRECTION,
    'months[].count': words('有效蓝字发票数', 'Blue invoices', '有效且金额不为负的发票张数。', {
      unit: UNITS.invoices,
    }),
    'months[].amount': words('有效蓝字发票金额', 'Their amount', '不含税金额，单位元。'),
    'months[].tax': words('税额', 'Tax', '全部有效发票的税额，含红字发票，单位元。'),
    'months[].redCount': words('红字发票数', 'Red invoices', '有效且金额为负的发票张数。', {
      unit: UNITS.invoices,
    }),
    'months[].redAmount': words('红冲金额', 'Amount taken back', '红字发票冲减的金额，以正数表示，单位元。'),
    'months[].voidCount': words('作废发票数', 'Void invoices', '作废发票张数。', { unit: UNITS.invoices }),
    concentration: words(
      '交易对手集中度',
      'Concentration',
      '每个方向一条，取所授权期间最后十二个完整自然月。',
    ),
    'concentration[].direction': DIRECTION,
    'concentration[].counterparties': words(
      '交易对手数',
      'Counterparties',
      '有有效蓝字发票的不同对手数量。',
      {
        unit: UNITS.parties,
      },
    ),
    'concentration[].topTenShare': words(
      '前十占比',
      'Share of the ten largest',
      '前十大对手金额占比，0 至 1；没有发票为空。',
    ),
  },
  'invoice.lines': {
    direction: DIRECTION,
    number: words('发票号码', 'Invoice number', '发票号码。'),
    issuedOn: words('开票日期', 'Day of issue', '开票之日，北京时间。'),
    counterparty: words('对方代号', 'Counterparty', '对方的代号，仅在同一企业内保持一致；不含对方名称。'),
    amount: words('金额', 'Amount', '不含税金额，单位元；红字发票为负数。'),
    tax: words('税额', 'Tax', '单位元；红字发票为负数。'),
    total: words('价税合计', 'Total', '金额与税额之和，单位元。'),
    status: words('发票状态', 'Status', '有效或作废。', {
      codes: { VALID: text('有效发票', 'Valid'), VOID: text('作废发票', 'Void') },
    }),
  },
};
