import { owner } from './persona.ts';

/** Enterprises that trade well enough, and whose registration or court record speaks against a loan. */
export const REGISTRY_TROUBLES = [
  owner({
    id: 'persona-xu-yutong',
    name: { zh: '许雨桐', en: 'Xu Yutong' },
    story: {
      zh: '许雨桐的餐饮公司成立才八个月，生意好，但还没有纳税信用级别，也没有完整的一年。',
      en: "Xu Yutong's restaurant company is eight months old: busy, but not graded yet, and without one full year.",
    },
    expected: { family: 'DOES_NOT_LEND', reasons: ['TOO_YOUNG'] },
    enterprise: {
      name: '亳州市葳亭兰餐饮管理有限公司',
      serial: 301,
      form: '91',
      division: '谯城区',
      industry: 'catering',
      registeredCapitalYuan: 500_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(8),
      trade: { monthlySales: 18_000_000, growth: 0.6, invoices: 22, customers: 60, suppliers: 14 },
      taxpayer: { grade: 'M' },
    }),
  }),
  owner({
    id: 'persona-kong-yuanxing',
    name: { zh: '孔远行', en: 'Kong Yuanxing' },
    story: {
      zh: '孔远行三个月前接手货运公司，成为法定代表人；公司的记录是前任留下的。',
      en: 'Kong Yuanxing took over a haulage company three months ago and is its legal representative now; its record is the one before him.',
    },
    expected: { family: 'DOES_NOT_LEND', reasons: ['LEGAL_REPRESENTATIVE_CHANGED'] },
    enterprise: {
      name: '涡阳县筠梁木货物运输有限公司',
      serial: 302,
      form: '91',
      division: '涡阳县',
      industry: 'haulage',
      registeredCapitalYuan: 2_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(70),
      legalRepresentativeChanges: [story.sinceMonths(3)],
      trade: { monthlySales: 41_000_000, growth: 0.1, invoices: 12, customers: 22, suppliers: 12 },
    }),
  }),
  owner({
    id: 'persona-cao-zhiyuan',
    name: { zh: '曹志远', en: 'Cao Zhiyuan' },
    story: {
      zh: '曹志远的百货公司搬了家没有变更住所登记，被列入经营异常名录，尚未移出。',
      en: "Cao Zhiyuan's department store moved without telling the registry, was listed as abnormal and is still on the list.",
    },
    expected: { family: 'DOES_NOT_LEND', reasons: ['ABNORMAL_LISTING'] },
    enterprise: {
      name: '蒙城县菡畦素百货有限公司',
      serial: 303,
      form: '91',
      division: '蒙城县',
      industry: 'retail',
      registeredCapitalYuan: 800_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(45),
      abnormalListings: [
        {
          listedOn: story.sinceMonths(29),
          removedOn: story.sinceMonths(27),
          reason: '未依照规定期限公示年度报告',
        },
        { listedOn: story.daysAgo(70), removedOn: null, reason: '通过登记的住所或者经营场所无法联系' },
      ],
      supervision: {
        penalties: [
          {
            decidedOn: story.daysAgo(35),
            authority: '蒙城县市场监督管理局',
            kind: '警告、罚款',
            fine: '5000.00',
            serious: false,
            publishedUntil: null,
          },
        ],
      },
      trade: { monthlySales: 27_000_000, growth: 0.05, invoices: 15, customers: 40, suppliers: 16 },
    }),
  }),
  owner({
    id: 'persona-yan-guodong',
    name: { zh: '严国栋', en: 'Yan Guodong' },
    story: {
      zh: '严国栋的家具厂为别人担保被判还款，案件正在执行；另有一起旧案已经结案。',
      en: "Yan Guodong's furniture factory stood surety and must pay: the case is being enforced. An older case is closed.",
    },
    expected: { family: 'DOES_NOT_LEND', reasons: ['UNDER_ENFORCEMENT'] },
    enterprise: {
      name: '利辛县楮桥木家具有限公司',
      serial: 304,
      form: '91',
      division: '利辛县',
      industry: 'furniture',
      registeredCapitalYuan: 3_000_000,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(98),
      enforcements: [
        {
          kind: 'ENFORCEMENT',
          filedOn: story.sinceMonths(31),
          amount: '86000.00',
          closedOn: story.sinceMonths(26),
        },
        { kind: 'ENFORCEMENT', filedOn: story.daysAgo(40), amount: '1250000.00', closedOn: null },
        { kind: 'CONSUMPTION_LIMIT', filedOn: story.daysAgo(12), amount: '0.00', closedOn: null },
      ],
      trade: { monthlySales: 49_000_000, growth: -0.08, invoices: 10, customers: 21, suppliers: 13 },
    }),
  }),
] as const;
