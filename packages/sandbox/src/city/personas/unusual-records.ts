import { owner } from './persona.ts';

/** Enterprises whose records have another shape than most: fewer, more, by the quarter, or still under way. */
export const UNUSUAL_RECORDS = [
  owner({
    id: 'persona-jin-haiyan',
    name: { zh: '金海燕', en: 'Jin Haiyan' },
    story: {
      zh: '金海燕的粮油商贸公司是小规模纳税人，按季申报增值税，记录干净。',
      en: "Jin Haiyan's grain and oil shop is a company and a small-scale taxpayer: it files VAT by the quarter, with a clean record.",
    },
    expected: { family: 'DEPENDS', reasons: [] },
    enterprise: {
      name: '亳州市芸桥禾商贸有限公司',
      serial: 501,
      form: '91',
      division: '谯城区',
      industry: 'retail',
      registeredCapitalYuan: 300_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(64),
      trade: { monthlySales: 12_500_000, growth: 0.05, invoices: 10, customers: 30, suppliers: 9 },
      taxpayer: { smallScale: true },
    }),
  }),
  owner({
    id: 'persona-wei-mingqiu',
    name: { zh: '卫明秋', en: 'Wei Mingqiu' },
    story: {
      zh: '卫明秋的家具公司九个月前停了业，没有再申报，税务局已将其认定为非正常户，登记状态却仍是存续。',
      en: "Wei Mingqiu's furniture company stopped nine months ago and has filed nothing since: the tax bureau lists it as abnormal, while the registry still calls it active.",
    },
    expected: { family: 'DOES_NOT_LEND', reasons: ['TAX_GRADE_NOT_ADMITTED', 'TAX_FILINGS_MISSING'] },
    enterprise: {
      name: '利辛县泠坞梅木业有限公司',
      serial: 502,
      form: '91',
      division: '利辛县',
      industry: 'furniture',
      registeredCapitalYuan: 1_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(74),
      trade: {
        monthlySales: 30_000_000,
        growth: -0.2,
        invoices: 12,
        customers: 20,
        suppliers: 10,
        silences: [{ from: story.monthsAgo(9), filedShare: 0 }],
      },
      taxpayer: { grade: 'D', unfiled: [{ from: story.monthsAgo(9) }] },
    }),
  }),
  owner({
    id: 'persona-shi-sijing',
    name: { zh: '施思景', en: 'Shi Sijing' },
    story: {
      zh: '施思景的建材公司经营正常，但税务稽查两个月前立案，尚未结案；几年前也查过一次，补了税。',
      en: "Shi Sijing's company for building materials does well, but a tax audit was opened two months ago and is still open. An earlier one ended with tax to pay.",
    },
    expected: { family: 'DEPENDS', reasons: [] },
    enterprise: {
      name: '涡阳县翊垣石建材有限公司',
      serial: 503,
      form: '91',
      division: '涡阳县',
      industry: 'buildingMaterials',
      registeredCapitalYuan: 6_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(101),
      trade: { monthlySales: 70_000_000, growth: 0.07, invoices: 13, customers: 34, suppliers: 14 },
      supervision: {
        violations: [
          {
            registeredOn: story.sinceMonths(28),
            kind: '未按照规定设置、保管账簿',
            fine: '2000.00',
            closedOn: story.sinceMonths(27),
          },
        ],
        audits: [
          {
            openedOn: story.sinceMonths(33),
            closedOn: story.sinceMonths(28),
            assessed: '38400.00',
            fine: '19200.00',
          },
          { openedOn: story.sinceMonths(2), closedOn: null, assessed: '0.00', fine: '0.00' },
        ],
      },
    }),
  }),
  owner({
    id: 'persona-zhu-bowen',
    name: { zh: '朱博文', en: 'Zhu Bowen' },
    story: {
      zh: '朱博文把亳州花茶卖到全国，每一单都开票，两年有五万多张发票，一次读不完。',
      en: 'Zhu Bowen sells herbal tea to the whole country and invoices every parcel: more than fifty thousand invoices in two years, too many to read at once.',
    },
    expected: { family: 'LENDS', reasons: [] },
    enterprise: {
      name: '亳州市谯城区曦圃菊电子商贸有限公司',
      serial: 504,
      form: '91',
      division: '谯城区',
      industry: 'retail',
      registeredCapitalYuan: 5_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(82),
      trade: { monthlySales: 240_000_000, growth: 0.12, invoices: 1_400, customers: 5_000, suppliers: 300 },
      taxpayer: { grade: 'A' },
    }),
  }),
  owner({
    id: 'persona-yang-lixia',
    name: { zh: '杨立夏', en: 'Yang Lixia' },
    story: {
      zh: '杨立夏的公司三周前才登记，还没有到税务局报到，没有员工，没有水电户头：除了登记，各部门都没有它的数据。',
      en: "Yang Lixia's company was registered three weeks ago. It has not called on the tax bureau, has no staff and no meters: beside its registration nobody holds anything about it.",
    },
    expected: { family: 'DOES_NOT_LEND', reasons: ['TOO_YOUNG', 'DATA_MISSING'] },
    enterprise: {
      name: '蒙城县蘅舟素信息科技有限公司',
      serial: 505,
      form: '91',
      division: '蒙城县',
      industry: 'software',
      registeredCapitalYuan: 200_000,
    },
    tell: (story) => ({
      establishedOn: story.daysAgo(21),
      trade: { monthlySales: 5_000_000, invoices: 4, customers: 8, suppliers: 3 },
      registeredOnly: true,
    }),
  }),
] as const;
