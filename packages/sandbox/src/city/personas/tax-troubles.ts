import { owner } from './persona.ts';

/** Enterprises in trouble with the tax bureau, or whose filings show trouble. */
export const TAX_TROUBLES = [
  owner({
    id: 'persona-wu-siqi',
    name: { zh: '吴思齐', en: 'Wu Siqi' },
    story: {
      zh: '吴思齐的软件公司八个月没有业务，每月零申报。',
      en: "Wu Siqi's software company has had no business for eight months and files zero returns.",
    },
    expected: { family: 'DOES_NOT_LEND', reasons: ['TAX_ZERO_FILINGS'] },
    enterprise: {
      name: '亳州市岚舟碧信息科技有限公司',
      serial: 201,
      form: '91',
      division: '谯城区',
      industry: 'software',
      registeredCapitalYuan: 1_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(55),
      trade: {
        monthlySales: 16_000_000,
        invoices: 8,
        customers: 20,
        suppliers: 6,
        silences: [{ from: story.monthsAgo(8), filedShare: 0 }],
      },
      taxpayer: { grade: 'M' },
    }),
  }),
  owner({
    id: 'persona-ma-jianguo',
    name: { zh: '马建国', en: 'Ma Jianguo' },
    story: {
      zh: '马建国的建筑公司工程款收不回来，按时申报，但有三个月的增值税至今没有缴。',
      en: "Ma Jianguo's construction company waits for its clients to pay. It files on time, but the VAT of three months is still unpaid.",
    },
    expected: { family: 'DOES_NOT_LEND', reasons: ['TAX_ARREARS'] },
    enterprise: {
      name: '涡阳县霖坞石建筑工程有限公司',
      serial: 202,
      form: '91',
      division: '涡阳县',
      industry: 'construction',
      registeredCapitalYuan: 20_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(112),
      trade: { monthlySales: 95_000_000, growth: -0.05, invoices: 9, customers: 16, suppliers: 14 },
      taxpayer: {
        grade: 'C',
        unpaid: [{ from: story.monthsAgo(6), to: story.monthsAgo(4), settledAfterMonths: null }],
      },
    }),
  }),
  owner({
    id: 'persona-zheng-changqing',
    name: { zh: '郑长青', en: 'Zheng Changqing' },
    story: {
      zh: '郑长青的建材公司曾有虚开问题，被直接判为 D 级，申报常常逾期。',
      en: "Zheng Changqing's company for building materials was graded D directly after a case of false invoices, and often files late.",
    },
    expected: { family: 'DOES_NOT_LEND', reasons: ['TAX_GRADE_NOT_ADMITTED'] },
    enterprise: {
      name: '蒙城县漪垣墨建材贸易有限公司',
      serial: 203,
      form: '91',
      division: '蒙城县',
      industry: 'buildingMaterials',
      registeredCapitalYuan: 3_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(84),
      trade: {
        monthlySales: 44_000_000,
        growth: -0.1,
        invoices: 10,
        customers: 24,
        suppliers: 10,
        voidShare: 0.12,
      },
      taxpayer: { grade: 'D', lateShare: 0.5 },
      supervision: {
        penalties: [
          {
            decidedOn: story.sinceMonths(11),
            authority: '国家税务总局蒙城县税务局稽查局',
            kind: '罚款',
            fine: '96000.00',
            serious: true,
            publishedUntil: null,
          },
        ],
        violations: [
          {
            registeredOn: story.sinceMonths(11),
            kind: '虚开增值税专用发票',
            fine: '96000.00',
            closedOn: story.sinceMonths(10),
          },
        ],
        audits: [
          {
            openedOn: story.sinceMonths(17),
            closedOn: story.sinceMonths(11),
            assessed: '192000.00',
            fine: '96000.00',
          },
        ],
      },
    }),
  }),
  owner({
    id: 'persona-feng-xiumei',
    name: { zh: '冯秀梅', en: 'Feng Xiumei' },
    story: {
      zh: '冯秀梅的超市旁边开了商业综合体，近一年销售只剩上一年的四成。',
      en: "A shopping mall opened beside Feng Xiumei's supermarket, and sales of the last year are two fifths of the year before.",
    },
    expected: { family: 'DEPENDS', reasons: ['TAX_SALES_FALLING', 'INVOICE_SALES_FALLING'] },
    enterprise: {
      name: '利辛县珩陌白商贸有限公司',
      serial: 204,
      form: '91',
      division: '利辛县',
      industry: 'retail',
      registeredCapitalYuan: 1_500_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(67),
      trade: {
        monthlySales: 60_000_000,
        growth: 0,
        invoices: 18,
        customers: 50,
        suppliers: 20,
        slump: { from: story.monthsAgo(12), factor: 0.38 },
      },
    }),
  }),
  owner({
    id: 'persona-he-wenhai',
    name: { zh: '何文海', en: 'He Wenhai' },
    story: {
      zh: '何文海的药材公司今年有五个月没有开票，其间仍按未开票收入申报了一部分销售。',
      en: "He Wenhai's herb company issued no invoice for five months of the last year; part of its sales was filed all the same.",
    },
    expected: { family: 'DEPENDS', reasons: ['INVOICE_GAP'] },
    enterprise: {
      name: '亳州市苒渚苓本草贸易有限公司',
      serial: 205,
      form: '91',
      division: '谯城区',
      industry: 'herbTrade',
      registeredCapitalYuan: 1_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(61),
      trade: {
        monthlySales: 33_000_000,
        growth: 0.02,
        invoices: 11,
        customers: 28,
        suppliers: 11,
        silences: [{ from: story.monthsAgo(8), to: story.monthsAgo(4), filedShare: 0.5 }],
      },
    }),
  }),
] as const;
