import { owner } from './persona.ts';

/** Enterprises that a bank would like to know. */
export const SOUND = [
  owner({
    id: 'persona-shen-yulan',
    name: { zh: '沈玉兰', en: 'Shen Yulan' },
    story: {
      zh: '沈玉兰在谯城区做中药材批发近八年，按时申报，纳税信用 A 级，客户分散。她第一次用纳税和开票数据申请信用贷款。',
      en: 'Shen Yulan has traded medicinal herbs in Qiaocheng for almost eight years, files on time, is graded A and sells to many. For the first time she asks for a loan on her tax and invoice data.',
    },
    expected: { family: 'LENDS', reasons: [] },
    enterprise: {
      name: '亳州市澹禾青药材有限公司',
      serial: 101,
      form: '91',
      division: '谯城区',
      industry: 'herbTrade',
      registeredCapitalYuan: 2_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(93),
      trade: { monthlySales: 38_000_000, growth: 0.08, invoices: 14, customers: 46, suppliers: 15 },
      taxpayer: { grade: 'A' },
    }),
  }),
  owner({
    id: 'persona-liu-chengzhou',
    name: { zh: '柳成舟', en: 'Liu Chengzhou' },
    story: {
      zh: '柳成舟的饮片厂订单连年增长，近一年开票额比上一年多四成以上，需要资金备料。',
      en: "Liu Chengzhou's factory for herbal slices grows year after year, by more than two fifths over the last, and needs money for raw material.",
    },
    expected: { family: 'LENDS', reasons: [] },
    enterprise: {
      name: '亳州市霁汀丹中药饮片有限公司',
      serial: 102,
      form: '91',
      division: '谯城区',
      industry: 'herbSlices',
      registeredCapitalYuan: 8_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(58),
      trade: { monthlySales: 120_000_000, growth: 0.9, invoices: 20, customers: 60, suppliers: 22 },
      taxpayer: { grade: 'A' },
    }),
  }),
  owner({
    id: 'persona-ding-xiaoman',
    name: { zh: '丁小满', en: 'Ding Xiaoman' },
    story: {
      zh: '丁小满的酒坊冬天和中秋前旺，春夏淡，但每月都开票，全年销售稳定。',
      en: "Ding Xiaoman's distillery sells in winter and before the autumn festival and little in spring and summer, yet invoices every month; its years are steady.",
    },
    expected: { family: 'LENDS', reasons: [] },
    enterprise: {
      name: '亳州市谯城区翎溪玄酒坊有限公司',
      serial: 103,
      form: '91',
      division: '谯城区',
      industry: 'liquor',
      registeredCapitalYuan: 5_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(131),
      trade: { monthlySales: 52_000_000, growth: 0.04, invoices: 12, customers: 55, suppliers: 12 },
    }),
  }),
  owner({
    id: 'persona-jiang-chunsheng',
    name: { zh: '姜春生', en: 'Jiang Chunsheng' },
    story: {
      zh: '姜春生的粮食种植合作社销售自产小麦，依法免征增值税：销售额可观，应纳税额为零。',
      en: "Jiang Chunsheng's cooperative sells its own wheat, which is exempt from VAT: sales are considerable, the tax payable is nil.",
    },
    expected: { family: 'DEPENDS', reasons: ['TAX_TOO_LOW'] },
    enterprise: {
      name: '利辛县楮圃金粮食种植专业合作社',
      serial: 104,
      form: '93',
      division: '利辛县',
      industry: 'grain',
      registeredCapitalYuan: 1_200_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(76),
      trade: { monthlySales: 21_000_000, growth: 0.06, invoices: 8, customers: 18, suppliers: 9 },
    }),
  }),
  owner({
    id: 'persona-tao-ruoshui',
    name: { zh: '陶若水', en: 'Tao Ruoshui' },
    story: {
      zh: '陶若水是个体工商户，在蒙城县开饭庄，按简易计税申报，规模小，记录干净。',
      en: 'Tao Ruoshui is a sole trader with an inn in Mengcheng, under the simplified method: small, with a clean record.',
    },
    expected: { family: 'DEPENDS', reasons: ['TAX_TOO_LOW', 'INVOICE_SALES_LOW'] },
    enterprise: {
      name: '蒙城县榛渡兰饭庄',
      serial: 105,
      form: '92',
      division: '蒙城县',
      industry: 'catering',
      registeredCapitalYuan: 100_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(49),
      trade: { monthlySales: 4_600_000, growth: 0.03, invoices: 8, customers: 26, suppliers: 7 },
      taxpayer: { grade: 'M' },
    }),
  }),
] as const;
