import { z } from 'zod';
import type { LocalizedText } from '../values/index.ts';

/** Why a decision fell short, as the bank may tell the enterprise (PIPL art. 24; PMML `reasonCode`). */
export const REASONS = {
  REGISTRATION_NOT_ACTIVE: {
    zh: '企业登记状态不是存续',
    en: 'The enterprise is not in active registration.',
  },
  TOO_YOUNG: { zh: '成立时间不足', en: 'The enterprise was established too recently.' },
  LEGAL_REPRESENTATIVE_CHANGED: {
    zh: '法定代表人近期变更',
    en: 'The legal representative changed recently.',
  },
  ABNORMAL_LISTING: {
    zh: '列入经营异常名录且未移出',
    en: 'The enterprise is on the list of abnormal operations.',
  },
  UNDER_ENFORCEMENT: { zh: '存在未结的法院执行案件', en: 'A court enforcement is open.' },
  TAX_ARREARS: { zh: '存在未缴欠税', en: 'Taxes are unpaid.' },
  TAX_GRADE_NOT_ADMITTED: { zh: '纳税信用级别不在准入范围', en: 'The tax credit grade is not admitted.' },
  TAX_GRADE_LOW: { zh: '纳税信用级别偏低', en: 'The tax credit grade is low.' },
  TAX_TOO_LOW: { zh: '近12个月纳税额不足', en: 'Too little tax was payable in the last 12 months.' },
  TAX_SALES_FALLING: { zh: '申报销售额同比下降', en: 'Filed sales fell against the year before.' },
  TAX_ZERO_FILINGS: { zh: '存在零申报', en: 'There are zero filings.' },
  TAX_FILINGS_MISSING: { zh: '申报月份不完整', en: 'Tax periods were not filed.' },
  TAX_LATE_FILINGS: { zh: '存在逾期申报', en: 'Tax was filed late.' },
  INVOICE_SALES_LOW: { zh: '近12个月开票额不足', en: 'Invoiced sales of the last 12 months are low.' },
  INVOICE_SALES_FALLING: { zh: '开票额同比下降', en: 'Invoiced sales fell against the year before.' },
  INVOICE_GAP: { zh: '存在断票', en: 'There are months without sales invoices.' },
  INVOICE_VOIDS: { zh: '作废发票占比偏高', en: 'The share of void invoices is high.' },
  INVOICE_REDS: { zh: '红字发票占比偏高', en: 'The share of red invoices is high.' },
  CUSTOMERS_FEW: { zh: '下游客户数偏少', en: 'There are few customers.' },
  CUSTOMERS_CONCENTRATED: { zh: '客户集中度偏高', en: 'Sales depend on few customers.' },
  DATA_MISSING: { zh: '评估所需数据缺失', en: 'Data that the assessment needs is missing.' },
  RATING_NOT_ADMITTED: { zh: '评级未达到授信要求', en: 'The rating does not reach the lending threshold.' },
  HUMAN_REVIEW: {
    zh: '自然人的拒绝决定须由人工复核',
    en: 'A natural person is not refused by a machine alone: a person has to review it.',
  },
  RATE_ABOVE_CEILING: {
    zh: '按风险测算的利率超过上限',
    en: 'The rate that the risk asks for is above the ceiling.',
  },
  LIMIT_TOO_SMALL: { zh: '测算额度低于最低放款额', en: 'The computed limit is below the smallest loan.' },
} as const satisfies Record<string, LocalizedText>;

export const ReasonCode = z
  .enum(Object.keys(REASONS) as [keyof typeof REASONS, ...(keyof typeof REASONS)[]])
  .meta({ id: 'ReasonCode', description: 'Closed list of decision reasons; texts in zh-CN and en.' });
export type ReasonCode = z.infer<typeof ReasonCode>;
